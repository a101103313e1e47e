package io.telltale.node.cli;

import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.training.AlmanacTraining;
import io.telltale.almanac.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one of the shipped checkpoints. */
@Command(
        name = "almanac",
        description = {
            "Train a checkpoint of the Almanac from nothing but a seed; takes about an hour on two cores.",
            "An interrupted run goes on where it was last saved. almanac-chat starts from almanac-base in the same folder."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale train almanac --model almanac-base --out ./models",
            "  telltale train almanac --model almanac-chat --out ./models",
            "  telltale train almanac --model almanac-base --steps 100 --seed 7 --out ./other-world"
        })
final class TrainAlmanacCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", paramLabel = "MODEL", required = true, description = "almanac-base or almanac-chat.")
    private ShippedModel model = ShippedModel.BASE;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where checkpoints and states go.")
    private Path out = Path.of("");

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Optimiser steps. Default: as many as the shipped checkpoint had.")
    private @Nullable Integer steps;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of world, corpus and first weights. Default: that of the shipped checkpoint.")
    private @Nullable Long seed;

    @Override
    public Integer call() throws IOException {
        TrainingOptions shipped = TrainingOptions.shipped(model, out);
        TrainingOptions stepped = steps == null ? shipped : shipped.withSteps(steps, shipped.saveEverySteps());
        TrainingOptions options = seed == null ? stepped : stepped.withSeed(seed);
        Path checkpoint = new AlmanacTraining(options)
                .run(new TrainingReport(spec.commandLine().getErr()));
        spec.commandLine().getOut().println(checkpoint);
        return ExitCode.OK;
    }
}
