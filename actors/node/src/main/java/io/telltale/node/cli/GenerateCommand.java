package io.telltale.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.Generation;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.node.prompt.CheckpointPrompts;
import io.telltale.spi.TokenIds;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the bare engine: no broker, no plugin. */
@Command(
        name = "generate",
        description = "Generate text with the bare engine: no broker, no plugin, no capture.",
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale generate --chat --prompt \"Where was Mairkel Kraidinden born?\"",
            "  telltale generate --model ./stories260K --prompt \"Once upon a time\" --max-new-tokens 60",
            "  telltale generate --model ./craftgpt --token-ids 0,79,5 --json"
        })
final class GenerateCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            defaultValue = "128",
            description = "The most tokens to generate. Default: ${DEFAULT-VALUE}.")
    private int maxNewTokens = 128;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "End the answer before this text; may be repeated. Default: none.")
    private List<String> stop = List.of();

    @Option(names = "--json", description = "Print one JSON object with token ids, text and the ten best first logits.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Checkpoint checkpoint = model.open();
        TokenIds ids = new CheckpointPrompts(checkpoint).encode(prompt.prompt());
        GenerationRequest request = new GenerationRequest(ids, sampling.parameters(), maxNewTokens, stop, List.of());
        try (DecoderModel decoder = model.load(checkpoint)) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Generation generation = decoder.generate(request, TokenListener.SILENT);
                out.println(JSON.writeValueAsString(GenerationReport.of(generation)));
            } else {
                decoder.generate(request, new StreamedText(out));
                out.println();
            }
            out.flush();
        }
        return ExitCode.OK;
    }

    /** Shows text as it comes. */
    private record StreamedText(PrintWriter out) implements TokenListener {

        @Override
        public void onToken(int id, String text) {
            show(text);
        }

        @Override
        public void onEnd(String text) {
            show(text);
        }

        private void show(String text) {
            out.print(text);
            out.flush();
        }
    }
}
