package io.telltale.node.cli;

import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.training.AlmanacTraining;
import io.telltale.almanac.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the shipped checkpoints. */
@Command(
        name = "almanac",
        description = {
            "Train the checkpoints of the Almanac from nothing but a seed; takes about half an hour.",
            "An interrupted run goes on where it was last saved. almanac-chat starts from almanac-base in the same folder."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale train almanac --out ./models",
            "  telltale train almanac --model almanac-chat --out ./models",
            "  telltale train almanac --model almanac-base --steps 100 --out ./quick"
        })
final class TrainAlmanacCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "almanac-base or almanac-chat. Default: both, one after the other.")
    private @Nullable ShippedModel model;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where checkpoints and states go.")
    private Path out = Path.of("");

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Optimiser steps. Default: as many as the shipped checkpoint had.")
    private @Nullable Integer steps;

    @Override
    public Integer call() throws IOException {
        List<ShippedModel> models = model == null ? List.of(ShippedModel.values()) : List.of(model);
        for (ShippedModel trained : models) {
            spec.commandLine().getErr().println("training " + trained.folderName());
            Path checkpoint = new AlmanacTraining(options(trained))
                    .run(new TrainingReport(spec.commandLine().getErr()));
            spec.commandLine().getOut().println(checkpoint);
        }
        return ExitCode.OK;
    }

    private TrainingOptions options(ShippedModel trained) {
        TrainingOptions shipped = TrainingOptions.shipped(trained, out);
        return steps == null ? shipped : shipped.withSteps(steps, shipped.saveEverySteps());
    }
}
