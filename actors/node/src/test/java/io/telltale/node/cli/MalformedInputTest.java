package io.telltale.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.node.TestModels;
import io.telltale.transport.recording.RecordingWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every malformed input becomes one line that names it, and an exit code above zero. */
class MalformedInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FAILURE = 1;
    private static final int MISUSE = 2;

    @TempDir
    private Path folder;

    @Test
    void aFolderThatIsNotThere() {
        CommandRun run = generate(folder.resolve("absent"));

        assertOneLine(run, FAILURE, "absent");
    }

    @Test
    void aConfigurationWithoutAKey() throws IOException {
        Path model = withConfig(config -> config.remove("num_hidden_layers"));

        assertOneLine(generate(model), FAILURE, "num_hidden_layers");
    }

    @Test
    void anUnsupportedArchitecture() throws IOException {
        Path model = withConfig(config -> config.putArray("architectures").add("MambaForCausalLM"));

        assertOneLine(generate(model), FAILURE, "MambaForCausalLM");
    }

    @Test
    void weightsThatEndTooEarly() throws IOException {
        Path model = TestModels.tinyIn(folder);
        Path weights = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));

        assertOneLine(generate(model), FAILURE, "model.safetensors");
    }

    @Test
    void weightsOfAnotherShape() throws IOException {
        Path model = withConfig(config -> config.put("intermediate_size", 7));

        assertOneLine(generate(model), FAILURE, "mlp");
    }

    @Test
    void weightsThatAreNoNumbers() throws IOException {
        Path model = TestModels.tinyIn(folder);
        Path weights = model.resolve("model.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(bytes.limit() - Float.BYTES, Float.NaN);
        Files.write(weights, bytes.array(), StandardOpenOption.TRUNCATE_EXISTING);

        assertOneLine(generate(model), FAILURE, "NaN");
    }

    @Test
    void aTokenizerThatIsNone() throws IOException {
        Path model = TestModels.tinyIn(folder);
        Files.writeString(model.resolve("tokenizer.json"), "{\"version\": 1");

        assertOneLine(generate(model), FAILURE, "tokenizer");
    }

    @Test
    void aTokenOutsideTheVocabulary() {
        CommandRun run = CommandRun.of("generate", "--model", TestModels.tiny().toString(), "--token-ids", "1,999999");

        assertOneLine(run, FAILURE, "999999");
    }

    @Test
    void aConversationWithAModelThatHasNoTemplate() throws IOException {
        Path model = TestModels.tinyIn(folder);
        Files.deleteIfExists(model.resolve("tokenizer_config.json"));
        Files.deleteIfExists(model.resolve("chat_template.jinja"));

        CommandRun run = CommandRun.of("generate", "--model", model.toString(), "--chat", "--prompt", "hello");

        assertOneLine(run, FAILURE, "chat template");
    }

    @Test
    void aSiteThatNoModelHas() {
        CommandRun run = activations("blocks.0.hook_residual");

        assertOneLine(run, MISUSE, "hook_residual");
    }

    @Test
    void aSiteThatThisModelLacks() {
        CommandRun run = activations("blocks.99.hook_resid_post");

        assertOneLine(run, FAILURE, "blocks.99.hook_resid_post");
    }

    @Test
    void aNumberThatIsNone() {
        CommandRun run = CommandRun.of("generate", "--prompt", "a", "--max-new-tokens", "many");

        assertOneLine(run, MISUSE, "many");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--temperature=-1         | 1 | temperature must be 0 or more, not -1.0",
                "--top-k=-2               | 1 | top-k must be 1 or more",
                "--top-p=0                | 1 | top-p must be above 0",
                "--min-p=1.5              | 1 | min-p must be from 0 to 1, not 1.5",
                "--repetition-penalty=0   | 1 | the repetition penalty must be a number above 0",
                "--presence-penalty=3     | 1 | the presence penalty must be from -2.0 to 2.0, not 3.0",
                "--frequency-penalty=NaN  | 1 | the frequency penalty must be from -2.0 to 2.0, not NaN",
                "--logit-bias=3=101       | 1 | must be from -100.0 to 100.0, not 101.0",
                "--logit-bias=999999=1    | 1 | the logit bias names token 999999",
                "--logit-bias=x=1         | 2 | logit-bias",
                "--min-new-tokens=200     | 1 | from 0 to the largest, 128, not 200",
                "--n=0                    | 2 | --n must be at least 1, not 0",
                "--logprobs=2             | 2 | --logprobs needs --json",
            })
    void aSamplingOptionThatMeansNothing(String option, int exitCode, String named) {
        CommandRun run =
                CommandRun.of("generate", "--model", TestModels.tiny().toString(), "--token-ids", "1,2", option);

        assertOneLine(run, exitCode, named);
    }

    @Test
    void anOptionThatIsUnknown() {
        CommandRun run = CommandRun.of("generate", "--prompt", "a", "--max-new-token", "3");

        assertOneLine(run, MISUSE, "--max-new-tokens");
    }

    @Test
    void aSettingThatIsUnknown() {
        CommandRun run = CommandRun.of("serve", "--set", "telltale.http.prot=1");

        assertOneLine(run, FAILURE, "telltale.http.prot");
    }

    @Test
    void aPluginThatIsUnknown() {
        CommandRun run = serve("--plugin", "clairvoyance");

        assertOneLine(run, FAILURE, "clairvoyance");
    }

    @Test
    void aPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = serve("--port", String.valueOf(taken.getLocalPort()));

            assertOneLine(run, FAILURE, "127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void aMetricsPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = serve(
                    "--port",
                    "0",
                    "--set",
                    "telltale.telemetry.prometheus.enabled=true",
                    "--set",
                    "telltale.telemetry.prometheus.port=" + taken.getLocalPort());

            assertOneLine(run, FAILURE, String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void aFolderThatHoldsNoRecording() {
        CommandRun run = CommandRun.of("replay", "--from", folder.toString());

        assertOneLine(run, FAILURE, folder.toString());
    }

    @Test
    void aRecordingWithoutActivations() {
        RecordingWriter.open(folder).close();

        CommandRun run = CommandRun.of(
                "replay",
                "--from",
                folder.toString(),
                "--plugin",
                "nudge",
                "--set",
                "telltale.model.path=" + TestModels.tiny());

        assertOneLine(run, FAILURE, "the recording " + folder + " holds no activation event");
    }

    @Test
    void aPlaceThatNoLogCanBeRecordedInto() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertOneLine(serve("--record", file.toString()), FAILURE, "cannot record into " + file);
    }

    @Test
    void aModelOfWhichThereIsNone() {
        String absent = folder.resolve("absent").toString();

        assertOneLine(serve("--model", absent), FAILURE, absent);
    }

    @Test
    void aDeviceThatTheMachineHasNot() {
        assertOneLine(serve("--device", "cuda:99"), FAILURE, "there is no device cuda:99");
    }

    @Test
    void aDeviceThatIsNone() {
        CommandRun run = serve("--set", "telltale.engine.device=tpu");

        assertOneLine(run, FAILURE, "telltale.engine.device names an unknown device 'tpu'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"truthfulness-steer", "semantic-entropy"})
    void anArtefactInAFolderThatIsNotThere(String plugin) {
        String out = folder.resolve("absent").resolve("artefact.json").toString();

        assertOneLine(CommandRun.of("train", plugin, "--out", out), MISUSE, "there is no folder for " + out);
    }

    @Test
    void anArtefactThatIsAFolder() {
        CommandRun run = CommandRun.of("train", "semantic-entropy", "--out", folder.toString());

        assertOneLine(run, MISUSE, folder + " is a folder; name a file");
    }

    @Test
    void aStackTraceIsPrintedOnlyWhenAskedFor() {
        CommandRun run = CommandRun.of(
                "--debug", "generate", "--model", folder.resolve("absent").toString(), "--prompt", "a");

        assertThat(run.exitCode()).isEqualTo(FAILURE);
        assertThat(run.err()).contains("\tat io.telltale");
    }

    private static CommandRun generate(Path model) {
        return CommandRun.of("generate", "--model", model.toString(), "--token-ids", "1,2", "--max-new-tokens", "1");
    }

    private CommandRun activations(String site) {
        return CommandRun.of(
                "activations",
                "--model",
                TestModels.tiny().toString(),
                "--token-ids",
                "1,2",
                "--sites",
                site,
                "--out",
                folder.resolve("out.safetensors").toString());
    }

    private static CommandRun serve(String... more) {
        String[] common = {
            "serve",
            "--set",
            "telltale.kafka.mode=memory",
            "--set",
            "telltale.telemetry.prometheus.enabled=false",
            "--set",
            "telltale.model.path=" + TestModels.tiny()
        };
        return CommandRun.of(
                Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new));
    }

    private Path withConfig(Consumer<ObjectNode> change) throws IOException {
        Path model = TestModels.tinyIn(folder);
        Path file = model.resolve("config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(config);
        JSON.writeValue(file.toFile(), config);
        return model;
    }

    private static void assertOneLine(CommandRun run, int exitCode, String named) {
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .as(run.err())
                .singleElement()
                .asString()
                .startsWith("telltale: ")
                .contains(named);
    }
}
