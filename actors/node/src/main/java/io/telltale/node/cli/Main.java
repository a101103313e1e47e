package io.telltale.node.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** Where the program begins. */
public final class Main {

    private Main() {}

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String... arguments) {
        // Logging that is set up by several threads at once says so on standard error.
        LoggerFactory.getILoggerFactory();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs a command line and returns its exit code: 0 for success, 1 for a failure, 2 for a command line that cannot be
     * understood.
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return TelltaleCommand.line(out, err).execute(arguments);
    }
}
