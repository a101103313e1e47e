package io.telltale.node.cli;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.node.NodeException;
import io.telltale.node.OutputFile;
import io.telltale.node.serving.ModelFolders;
import io.telltale.training.recipe.AlmanacArtefacts;
import io.telltale.training.recipe.EngineAnswerModel;
import io.telltale.training.recipe.Inscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For which model a plugin's artefact is learned, and where it goes. */
final class ArtefactOptions {

    private static final long SEED = 1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "almanac-chat",
            description = "almanac-chat or the folder of another chat model of the Almanac. Default: ${DEFAULT-VALUE}.")
    private String model = "almanac-chat";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to write; name it in the plugin's setting artefact.")
    private Path out = Path.of("");

    /** Learns an artefact and writes it. */
    void learn(Function<AlmanacArtefacts, String> learning) {
        OutputFile.check(spec, "--out", out);
        Checkpoint checkpoint = Checkpoint.open(ModelFolders.find(model));
        String command = spec.qualifiedName() + " --model " + model;
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        try (EngineAnswerModel answers = EngineAnswerModel.open(checkpoint, AlmanacArtefacts.MAX_NEW_TOKENS)) {
            AlmanacArtefacts artefacts = new AlmanacArtefacts(
                    answers,
                    new Inscription(command, SEED, date),
                    spec.commandLine().getErr()::println);
            Files.writeString(out, learning.apply(artefacts));
        } catch (IOException failed) {
            throw new NodeException("cannot write " + out + ": " + failed.getMessage(), failed);
        }
        spec.commandLine().getOut().println(out);
    }
}
