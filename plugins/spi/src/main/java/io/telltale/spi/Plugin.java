package io.telltale.spi;

/** A plugin that is ready for one model. Closed once, when the host stops or restarts it (P-4). */
public sealed interface Plugin extends AutoCloseable permits DetectorFactory, SteererFactory {

    /** Returns what the plugin wants to see; constant for the life of the plugin (P-5). */
    CaptureSpec captureSpec();

    /** Releases what the plugin holds. */
    @Override
    default void close() {}
}
