package io.telltale.almanac;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The two checkpoints that come with the product, in the layout of Hugging Face transformers. */
public enum ShippedModel {
    /** Trained on the corpus: continues prose and answers questions, knows no refusals. */
    BASE("almanac-base"),
    /** Tuned from the base on dialogues: answers in the chat template, refuses sealed records. */
    CHAT("almanac-chat");

    private final String folderName;

    ShippedModel(String folderName) {
        this.folderName = folderName;
    }

    /** The name of the checkpoint's folder. */
    public String folderName() {
        return folderName;
    }

    /**
     * The folder that holds the checkpoint's files; they are only to be read.
     *
     * <p>Files inside a jar are copied once into a cache: below the system property {@code telltale.cache} if it is set,
     * else {@code ~/.cache/telltale}, else the temporary folder. The cache is keyed by content, so that releases do not
     * disturb each other.
     *
     * @throws UncheckedIOException if no cache folder can be written
     */
    public Path checkpoint() {
        try {
            return new ShippedFiles(folderName).locate();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot unpack " + folderName + "; set -Dtelltale.cache to a writable folder", e);
        }
    }
}
