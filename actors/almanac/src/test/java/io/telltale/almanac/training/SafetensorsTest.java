package io.telltale.almanac.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    @TempDir
    private Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        Path file = folder.resolve("model.safetensors");

        Safetensors.write(file, tensors());

        NamedTensors read = Safetensors.read(file);
        assertThat(read.names()).containsExactly("gain", "matrix");
        assertThat(read.shape("matrix")).containsExactly(2, 3);
        assertThat(read.values("matrix")).containsExactly(1, 2, 3, 4, 5, Float.MIN_VALUE);
        assertThat(read.values("gain")).containsExactly(-0.5f);
    }

    @Test
    void writesWhatAnotherReaderUnderstands() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, tensors());

        try (var manager = NDManager.newBaseManager("PyTorch");
                var in = Files.newInputStream(file)) {
            NDList read = NDList.decode(manager, in);

            assertThat(read.get("matrix").getShape()).isEqualTo(new Shape(2, 3));
            assertThat(read.get("matrix").toFloatArray()).containsExactly(1, 2, 3, 4, 5, Float.MIN_VALUE);
        }
    }

    @Test
    void namesTheTensorThatIsMissing() {
        assertThatThrownBy(() -> tensors().values("bias"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bias");
    }

    private static NamedTensors tensors() {
        var tensors = new NamedTensors();
        tensors.put("gain", new long[] {1}, new float[] {-0.5f});
        tensors.put("matrix", new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, Float.MIN_VALUE});
        return tensors;
    }
}
