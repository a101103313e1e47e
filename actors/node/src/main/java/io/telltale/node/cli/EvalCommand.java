package io.telltale.node.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands that measure something. */
@Command(
        name = "eval",
        synopsisSubcommandLabel = "WHAT",
        description = "Measure what a model knows.",
        subcommands = EvalAlmanacCommand.class,
        footerHeading = "%nEXAMPLES%n",
        footer = {"  telltale eval almanac", "  telltale eval almanac --model almanac-base --limit 50 --json"})
final class EvalCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to measure; telltale eval --help lists it");
    }
}
