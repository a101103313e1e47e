package io.telltale.transport.recording;

import io.telltale.transport.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What both sides know of the files of a recording. */
final class RecordedFile {

    static final int CLOSING_MARK = -1;

    private static final String MARKER = "TELLTALE1";

    private RecordedFile() {}

    static Path of(Path folder, Topic topic) {
        return folder.resolve(topic.suffix() + ".events");
    }

    static byte[] marker() {
        return MARKER.getBytes(StandardCharsets.US_ASCII);
    }
}
