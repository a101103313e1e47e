package io.telltale.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.World;
import io.telltale.almanac.evaluation.AlmanacEvaluation;
import io.telltale.almanac.evaluation.AlmanacReport;
import io.telltale.almanac.evaluation.Answerer;
import io.telltale.almanac.evaluation.Bar;
import io.telltale.almanac.evaluation.DecoderAnswerer;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a model of the Almanac about its world. */
@Command(
        name = "almanac",
        description = {
            "Ask the models of the Almanac held-out questions, greedily, and grade the answers; takes minutes.",
            "The exit code is 1 if a bar is missed."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale eval almanac",
            "  telltale eval almanac --model almanac-base --limit 50 --json",
            "  telltale eval almanac --model almanac-chat --checkpoint ./models/almanac-chat"
        })
final class EvalAlmanacCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "almanac-base or almanac-chat; decides how questions are put. Default: both, one after the other.")
    private @Nullable ShippedModel model;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description = "A checkpoint that you have trained; needs --model. Default: the shipped one.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The most questions of one group, spread evenly over it. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print one JSON object, with a key for each model.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Map<String, Result> results = new LinkedHashMap<>();
        for (ShippedModel asked : models()) {
            AlmanacReport report = evaluate(asked);
            results.put(asked.folderName(), new Result(report, report.bars(), report.meetsAllBars()));
            if (!json) {
                print(report);
            }
        }
        if (json) {
            spec.commandLine().getOut().println(JSON.writeValueAsString(results));
        }
        return results.values().stream().allMatch(Result::meetsAllBars) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<ShippedModel> models() {
        if (model != null) {
            return List.of(model);
        }
        if (checkpoint != null) {
            throw new ParameterException(spec.commandLine(), "--checkpoint needs --model almanac-base or almanac-chat");
        }
        return List.of(ShippedModel.values());
    }

    private AlmanacReport evaluate(ShippedModel asked) throws IOException {
        Checkpoint opened = Checkpoint.open(checkpoint == null ? asked.checkpoint() : checkpoint);
        try (DecoderModel decoder = DecoderModel.open(opened)) {
            Answerer answerer = new AnsweringProgress(
                    new DecoderAnswerer(decoder, asked),
                    asked.folderName(),
                    spec.commandLine().getErr());
            return AlmanacEvaluation.sample(World.shipped(), asked, limit).evaluate(answerer);
        }
    }

    private void print(AlmanacReport report) {
        PrintWriter out = spec.commandLine().getOut();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        out.println(bytes.toString(StandardCharsets.UTF_8));
        out.flush();
    }

    private record Result(AlmanacReport report, List<Bar> bars, boolean meetsAllBars) {}
}
