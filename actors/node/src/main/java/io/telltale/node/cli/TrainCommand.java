package io.telltale.node.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands that learn something. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "WHAT",
        description = "Train the shipped model, or learn what a built-in plugin needs for a model.",
        subcommands = {TrainAlmanacCommand.class, TrainTruthfulnessCommand.class, TrainSemanticEntropyCommand.class},
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale train almanac --out ./models",
            "  telltale train truthfulness-steer --out truth.json",
            "  telltale train semantic-entropy --out entropy.json"
        })
final class TrainCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to train; telltale train --help lists it");
    }
}
