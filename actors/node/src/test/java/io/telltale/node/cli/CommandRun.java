package io.telltale.node.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line came to. */
public record CommandRun(int exitCode, String out, String err) {

    /** Runs a command line as {@link Main} does, without ending the process. */
    public static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
