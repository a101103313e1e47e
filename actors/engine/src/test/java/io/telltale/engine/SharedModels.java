package io.telltale.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the reference models that are too large to keep beside the tests. */
public final class SharedModels {

    private SharedModels() {}

    /** Returns the folder of a reference model; skips the test where there is none. */
    public static Path find(String model) {
        String given = System.getProperty("telltale.shared", "");
        Path found = Stream.concat(
                        given.isEmpty() ? Stream.empty() : Stream.of(Path.of(given)),
                        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                                .map(folder -> folder.resolve("shared")))
                .map(shared -> shared.resolve("models").resolve(model))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("absent"));
        assumeThat(found)
                .as("the reference model " + model + " is in no folder shared/models above the working directory"
                        + " and the system property telltale.shared names none")
                .isDirectory();
        return found;
    }
}
