package io.telltale.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder that goes when it is closed. */
record ScratchFolder(Path path) implements AutoCloseable {

    static ScratchFolder create() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("telltale-benchmark"));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + path, failed);
        }
    }
}
