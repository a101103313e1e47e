package io.telltale.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.node.TestModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationsCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void writesOneTensorForEachSite() throws IOException {
        Path out = folder.resolve("activations.safetensors");
        JsonNode config = JSON.readTree(TestModels.tiny().resolve("config.json").toFile());

        CommandRun run = CommandRun.of(
                "activations",
                "--model",
                TestModels.tiny().toString(),
                "--token-ids",
                "1,2,3",
                "--sites",
                "blocks.0.hook_resid_post,ln_final.hook_normalized,blocks.1.mlp.hook_post",
                "--out",
                out.toString());

        JsonNode header = header(out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(header.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "blocks.0.hook_resid_post", "blocks.1.mlp.hook_post", "ln_final.hook_normalized");
        assertThat(header.path("blocks.0.hook_resid_post").path("dtype").asText())
                .isEqualTo("F32");
        assertThat(header.path("blocks.0.hook_resid_post").path("shape").toString())
                .isEqualTo("[3," + config.path("hidden_size").asInt() + "]");
        assertThat(header.path("blocks.1.mlp.hook_post").path("shape").toString())
                .isEqualTo("[3," + config.path("intermediate_size").asInt() + "]");
    }

    private static JsonNode header(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return JSON.readTree(bytes, Long.BYTES, Math.toIntExact(length));
    }
}
