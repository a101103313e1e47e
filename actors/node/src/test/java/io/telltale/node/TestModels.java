package io.telltale.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where tests find models. */
public final class TestModels {

    private static final String TINY = "actors/engine/src/test/resources/io/telltale/engine/golden/llama";

    private TestModels() {}

    /** Returns a Llama of a few thousand random weights, with a tokenizer. */
    public static Path tiny() {
        return above(TINY).orElseThrow(() -> new IllegalStateException("run the tests inside the repository"));
    }

    /** Copies the tiny model into a folder, to be damaged there. */
    public static Path tinyIn(Path folder) {
        try (Stream<Path> files = Files.list(tiny())) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(Objects.requireNonNull(file.getFileName())));
            }
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns a published model; the test is skipped where it is not at hand. */
    public static Path published(String name) {
        String shared = System.getProperty("telltale.shared");
        Optional<Path> found = shared == null
                ? above("shared/models/" + name)
                : Optional.of(Path.of(shared, "models", name)).filter(Files::isDirectory);
        assumeTrue(found.isPresent(), "needs the folder shared/models/" + name + "; -Dtelltale.shared names it");
        return found.orElseThrow();
    }

    private static Optional<Path> above(String path) {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve(path))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
