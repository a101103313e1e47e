package io.telltale.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.Generation;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.StopConditions;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.node.prompt.CheckpointPrompts;
import io.telltale.node.prompt.CheckpointVocabulary;
import io.telltale.node.prompt.Vocabulary;
import io.telltale.spi.TokenIds;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "  telltale generate --prompt \"Once\" --temperature 0.8 --top-k 40 --top-p 0.95 --repetition-penalty 1.1 --n 3 --seed 7",
            "  telltale generate --prompt \"Once\" --logit-bias 17=-100 --stop \".\" --logprobs 5 --json",
            "  telltale generate --model ./craftgpt --token-ids 0,79,5 --json"
        })
final class GenerateCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Mixin
    private EndingOptions ending = new EndingOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws JsonProcessingException, InterruptedException {
        ReportOptions wanted = report.checked();
        SamplingParameters parameters = sampling.parameters();
        StopConditions conditions = ending.conditions();
        Checkpoint checkpoint = model.open();
        TokenIds ids = new CheckpointPrompts(checkpoint).encode(prompt.prompt());
        GenerationRequest request = new GenerationRequest(ids, parameters, conditions, List.of());
        EngineThreads chosen = threads.use();
        try (DecoderModel decoder = model.load(checkpoint)) {
            threads.announce(chosen, spec.commandLine().getErr());
            for (int index = 0; index < wanted.answers(); index++) {
                if (wanted.json()) {
                    printReport(decoder, request.forChoice(index), index);
                } else {
                    printText(decoder, request.forChoice(index), index);
                }
            }
        }
        return ExitCode.OK;
    }

    private void printReport(DecoderModel decoder, GenerationRequest request, int index)
            throws JsonProcessingException {
        ChoiceRecorder recorder = report.recorder();
        Generation generation = decoder.generate(request, recorder);
        Vocabulary vocabulary = new CheckpointVocabulary(decoder.checkpoint());
        out().println(JSON.writeValueAsString(GenerationReport.of(index, generation, recorder.chosen(), vocabulary)));
        out().flush();
    }

    private void printText(DecoderModel decoder, GenerationRequest request, int index) {
        if (report.answers() > 1) {
            out().print("[" + index + "] ");
        }
        decoder.generate(request, new StreamedText(out()));
        out().println();
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
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
