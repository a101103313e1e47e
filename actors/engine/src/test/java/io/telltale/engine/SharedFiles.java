package io.telltale.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds reference models and values that are too large to keep beside the tests. */
public final class SharedFiles {

    private SharedFiles() {}

    /** Returns the folder of a reference model; skips the test where there is none. */
    public static Path model(String name) {
        return find("models/" + name);
    }

    /** Returns a file of reference values; skips the test where there is none. */
    public static Path fixture(String name) {
        return find("fixtures/" + name);
    }

    private static Path find(String name) {
        String given = System.getProperty("telltale.shared", "");
        Path found = Stream.concat(
                        given.isEmpty() ? Stream.empty() : Stream.of(Path.of(given)),
                        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                                .map(folder -> folder.resolve("shared")))
                .map(shared -> shared.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("absent"));
        assumeThat(found)
                .as(name + " is in no folder shared above the working directory"
                        + " and the system property telltale.shared names none")
                .exists();
        return found;
    }
}
