package io.telltale.node.cli;

import io.telltale.engine.EngineException;
import io.telltale.node.NodeException;
import io.telltale.pluginhost.PluginHostException;
import io.telltale.runtime.ShardMissingException;
import io.telltale.spi.PluginException;
import io.telltale.transport.TransportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line on standard error and an exit code. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final BooleanSupplier debug;

    FailureReport(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine line = misuse.getCommandLine();
        String help = "; see '" + line.getCommandSpec().qualifiedName() + " --help'";
        print(line.getErr(), oneLine(misuse) + suggestions(misuse) + help);
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        if (failure instanceof ParameterException misuse) {
            return handleParseException(misuse, new String[0]);
        }
        PrintWriter err = line.getErr();
        print(err, describe(failure));
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    private static String suggestions(ParameterException misuse) {
        List<String> similar =
                misuse instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
    }

    private static String describe(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapper ->
                wrapper.getCause() == null ? unexpected(wrapper) : describe(wrapper.getCause());
            case NodeException known -> oneLine(known);
            case EngineException known -> oneLine(known);
            case TransportException known -> oneLine(known);
            case PluginException known -> oneLine(known);
            case PluginHostException known -> oneLine(known);
            case ShardMissingException missing -> oneLine(missing);
            case IllegalArgumentException wrongInput -> oneLine(wrongInput);
            case UncheckedIOException wrapper -> wrapped(wrapper);
            case AccessDeniedException denied -> "cannot access " + denied.getFile() + ": permission denied";
            case NoSuchFileException missing -> "cannot find " + missing.getFile();
            case FileAlreadyExistsException inTheWay -> "cannot make " + inTheWay.getFile() + ": it exists already";
            case IOException failed -> oneLine(failed);
            default -> unexpected(failure);
        };
    }

    /** Tells the wrapper's own words, if it has any, and the reason. */
    private static String wrapped(UncheckedIOException wrapper) {
        IOException cause = Objects.requireNonNull(wrapper.getCause());
        String own = oneLine(wrapper);
        return own.equals(oneLine(cause.toString())) ? describe(cause) : own + " (" + describe(cause) + ")";
    }

    private static String unexpected(Throwable failure) {
        return "unexpected " + failure.getClass().getSimpleName() + ": " + oneLine(failure)
                + "; run again with --debug for the stack trace";
    }

    private static String oneLine(Throwable failure) {
        return oneLine(String.valueOf(failure.getMessage()));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static void print(PrintWriter err, String line) {
        err.println("telltale: " + line);
    }
}
