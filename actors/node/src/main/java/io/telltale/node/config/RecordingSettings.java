package io.telltale.node.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the log is recorded when the node stops.
 *
 * @param folder empty text for nowhere
 */
public record RecordingSettings(String folder) {

    /** Returns the folder, if the log is to be recorded. */
    public Optional<Path> place() {
        return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
    }
}
