package io.telltale.plugins.semanticentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Values computed elsewhere, kept outside the repository: {@code shared/fixtures} in this folder or one above it. */
final class Fixtures {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Fixtures() {}

    /** Returns a file, or skips the test if the fixtures are absent. */
    static Path file(String name) {
        Optional<Path> found = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared"))
                .filter(shared -> Files.isDirectory(shared.resolve("models")))
                .findFirst();
        Path shared = Path.of(
                System.getProperty("telltale.shared", found.map(Path::toString).orElse("absent")));
        assumeThat(shared.resolve("fixtures").resolve(name))
                .as("golden values in shared/fixtures, or in the folder of the system property telltale.shared")
                .exists();
        return shared.resolve("fixtures").resolve(name);
    }

    static JsonNode json(String name) throws IOException {
        return MAPPER.readTree(file(name).toFile());
    }

    /** Reads one tensor of a safetensors file of 32-bit floats. */
    static float[] tensor(String fileName, String tensor) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(fileName))).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(bytes.getLong());
        byte[] header = new byte[headerLength];
        bytes.get(header);
        JsonNode entry = MAPPER.readTree(header).required(tensor);
        int from = Long.BYTES
                + headerLength
                + entry.required("data_offsets").get(0).asInt();
        int until = Long.BYTES
                + headerLength
                + entry.required("data_offsets").get(1).asInt();
        ByteBuffer data = bytes.slice(from, until - from).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(entry.required("dtype").asText()).isEqualTo("F32");
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }
}
