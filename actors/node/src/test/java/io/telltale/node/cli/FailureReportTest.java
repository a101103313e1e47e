package io.telltale.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FailureReportTest {

    @ParameterizedTest
    @MethodSource("failures")
    void tellsInOneLineWhatAFileSystemRefuses(Exception failure, String line) {
        StringWriter err = new StringWriter();
        CommandLine command = TelltaleCommand.line(new PrintWriter(err, true), new PrintWriter(err, true));

        int exitCode =
                new FailureReport(() -> false).handleExecutionException(failure, command, command.parseArgs("plugins"));

        assertThat(err.toString().lines()).containsExactly("telltale: " + line);
        assertThat(exitCode).isEqualTo(1);
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("a/b"), "cannot access a/b: permission denied"),
                Arguments.of(new NoSuchFileException("a/b"), "cannot find a/b"),
                Arguments.of(new FileAlreadyExistsException("a/b"), "cannot make a/b: it exists already"),
                Arguments.of(new IOException("No space left on device"), "No space left on device"),
                Arguments.of(
                        new UncheckedIOException(new AccessDeniedException("a/b")),
                        "cannot access a/b: permission denied"),
                Arguments.of(
                        new UncheckedIOException("cannot unpack it", new AccessDeniedException("a/b")),
                        "cannot unpack it (cannot access a/b: permission denied)"));
    }
}
