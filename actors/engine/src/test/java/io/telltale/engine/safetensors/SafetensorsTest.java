package io.telltale.engine.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.Golden;
import io.telltale.spi.FloatMatrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir
    private Path folder;

    @Test
    void readsBackWhatItWrote() {
        Path path = folder.resolve("some.safetensors");
        Map<String, FloatMatrix> matrices = new LinkedHashMap<>();
        matrices.put("second", FloatMatrix.owning(2, 3, new float[] {1, -2, 3.5f, 1e-30f, 0, 6}));
        matrices.put("first", FloatMatrix.owning(0, 4, new float[0]));

        SafetensorsWriter.write(path, matrices);

        SafetensorsFile file = SafetensorsFile.open(path);
        assertThat(file.read("second")).isEqualTo(matrices.get("second"));
        assertThat(file.entry("first").shape()).containsExactly(0L, 4L);
        assertThat(folder.toFile().list()).containsExactly("some.safetensors");
    }

    @Test
    void writesTheSameBytesAgainWithTheDataWhereVectorsLikeThem() throws IOException {
        var tensors = List.of(NamedTensor.vector("bias", FloatMatrix.owning(1, 2, new float[] {1, 2})));
        SafetensorsWriter.write(folder.resolve("a"), tensors, Map.of("z", "1", "a", "2"));
        SafetensorsWriter.write(folder.resolve("b"), tensors, Map.of("a", "2", "z", "1"));

        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
        assertThat(SafetensorsFile.open(folder.resolve("a")).entry("bias").begin() % 64)
                .isZero();
        assertThat(Files.readString(folder.resolve("a"), StandardCharsets.ISO_8859_1))
                .contains("\"__metadata__\":{\"a\":\"2\",\"z\":\"1\"}");
    }

    @Test
    void readsWhatTheReferenceLibraryWroteInEveryWeightFormat() {
        SafetensorsFile exact = SafetensorsFile.open(Golden.LLAMA.folder().resolve("model.safetensors"));
        SafetensorsFile half = SafetensorsFile.open(Golden.resource("llama-half/model.safetensors"));

        for (TensorEntry entry : half.entries()) {
            // bfloat16 keeps eight bits of the mantissa, float16 eleven; weights stay below 2.
            double tolerance = entry.format() == StoredFormat.BF16 ? 0x1p-8 : 0x1p-11;
            Golden.assertClose(half.read(entry.name()), exact.read(entry.name()), tolerance, entry.name());
        }
        assertThat(half.entries()).extracting(TensorEntry::format).contains(StoredFormat.F16, StoredFormat.BF16);
    }

    /** A quote is written as an apostrophe. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,12]}}   | ends at byte 12 of 8 data bytes
            8 | {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}    | takes 8 bytes, not what F32[3] needs
            8 | {'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}}    | unknown dtype 'F31'
            8 | {'a':{'dtype':'F32','data_offsets':[0,8]}}                | lacks a shape
            8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[8]}}      | lacks a shape or its two data_offsets
            8 | {'a':{'dtype':'F32','shape':[1],'data_offsets':{'a':0,'b':4}}} | lacks a shape or its two data_offsets
            8 | {'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}   | -2 where a whole number belongs
            8 | {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}    | leaves a gap
            8 | {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}    | 4 bytes at its end belong to no tensor
            8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | overlaps
            8 | {'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,8]}} | larger than any file
            8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | not valid JSON
            0 | []                                                        | not a JSON object
            0 | {'a'                                                      | not valid JSON
            """)
    void refusesAHeaderThatContradictsItsFile(int dataBytes, String header, String fault) throws IOException {
        Path path = file(header.replace('\'', '"'), header.length(), dataBytes);

        assertRefused(path, fault);
    }

    @ParameterizedTest
    @CsvSource({"1000000", "-1", "9223372036854775807", "0"})
    void refusesAHeaderLengthThatTheFileCannotHold(long length) throws IOException {
        assertRefused(file("{}", length, 4), "its header claims " + length);
    }

    @Test
    void readsAnEmptyFileOfTensors() throws IOException {
        assertThat(SafetensorsFile.open(file("{}", 2, 0)).entries()).isEmpty();
    }

    @Test
    void namesATensorThatIsNotThere() throws IOException {
        SafetensorsFile file = SafetensorsFile.open(file("{}", 2, 0));

        assertThatThrownBy(() -> file.read("lm_head.weight")).hasMessageContaining("holds no tensor 'lm_head.weight'");
    }

    @Test
    void refusesATensorThatItsValuesDoNotFill() {
        var values = FloatMatrix.owning(1, 3, new float[3]);

        assertThatThrownBy(() -> new NamedTensor("a", values, List.of(2L, 2L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shape [2, 2]");
    }

    private Path file(String header, long claimedLength, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(claimedLength).put(text);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }

    private static void assertRefused(Path path, String fault) {
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failed -> assertThat(failed.code()).isEqualTo(Code.WEIGHTS_CORRUPT))
                .hasMessageContaining(fault)
                .message()
                .hasLineCount(1);
    }
}
