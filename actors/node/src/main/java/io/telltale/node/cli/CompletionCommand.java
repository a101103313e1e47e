package io.telltale.node.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in bash and zsh.",
        footerHeading = "%nEXAMPLES%n",
        footer = {"  source <(telltale completion)", "  telltale completion > /etc/bash_completion.d/telltale"})
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("telltale", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
