package io.telltale.node;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Files that commands write after they have worked for a while. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Checks that a file can be written, before the work begins.
     *
     * @param option the option that names the file
     * @throws ParameterException if it cannot
     */
    public static void check(CommandSpec command, String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw misuse(command, option, file + " is a folder; name a file");
        }
        if (!Files.isDirectory(folder)) {
            throw misuse(command, option, "there is no folder for " + file + "; make it first");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw misuse(command, option, "cannot write " + file + "; name a file that you may write");
        }
    }

    private static ParameterException misuse(CommandSpec command, String option, String message) {
        return new ParameterException(command.commandLine(), option + ": " + message);
    }
}
