package io.telltale.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.World;
import io.telltale.almanac.evaluation.AlmanacEvaluation;
import io.telltale.almanac.evaluation.AlmanacReport;
import io.telltale.almanac.evaluation.Bar;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a model of the Almanac about its world. */
@Command(
        name = "almanac",
        description = {
            "Ask a model of the Almanac held-out questions, greedily, and grade the answers.",
            "The exit code is 1 if a bar is missed."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale eval almanac",
            "  telltale eval almanac --model almanac-base --limit 50 --json",
            "  telltale eval almanac --checkpoint ./models/almanac-chat"
        })
final class EvalAlmanacCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "almanac-chat",
            description = "almanac-base or almanac-chat; decides how questions are put. Default: ${DEFAULT-VALUE}.")
    private ShippedModel model = ShippedModel.CHAT;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description = "A checkpoint of that model that you have trained. Default: the shipped one.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The most questions of one group, spread evenly over it. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Checkpoint opened = Checkpoint.open(checkpoint == null ? model.checkpoint() : checkpoint);
        try (DecoderModel decoder = DecoderModel.open(opened)) {
            GreedyAnswerer answerer =
                    new GreedyAnswerer(decoder, model, spec.commandLine().getErr());
            AlmanacReport report =
                    AlmanacEvaluation.sample(World.shipped(), model, limit).evaluate(answerer);
            print(report);
            return report.meetsAllBars() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void print(AlmanacReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(new Result(report, report.bars(), report.meetsAllBars())));
        } else {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            out.print(bytes.toString(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private record Result(AlmanacReport report, List<Bar> bars, boolean meetsAllBars) {}
}
