package io.telltale.engine.architecture;

import java.util.Locale;

/**
 * What distinguishes one block of a model from another.
 *
 * @param window how many positions its attention sees, the current one included; {@link #NO_WINDOW} for all
 * @param rotary number of the rotary embedding that turns its queries and keys, or {@link #NO_ROTARY}
 * @param kind how its feed-forward layer is built
 */
public record BlockShape(int window, int rotary, Kind kind) {

    /** The window of an attention that sees every position. */
    public static final int NO_WINDOW = 0;

    /** The rotary embedding of a block that has none. */
    public static final int NO_ROTARY = -1;

    /** The window of families that have one and do not state it. */
    static final int DEFAULT_WINDOW = 4096;

    /** How the feed-forward layer is built. */
    public enum Kind {
        /** One layer, after the attention. */
        DENSE,
        /** A mixture of experts, after the attention. */
        SPARSE,
        /** One layer, beside the attention. */
        PARALLEL;

        /** Returns how the TorchScript text spells it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Attention over every position, the first rotary embedding, one feed-forward layer. */
    static final BlockShape PLAIN = new BlockShape(NO_WINDOW, 0, Kind.DENSE);

    BlockShape withWindow(int other) {
        return new BlockShape(other, rotary, kind);
    }

    BlockShape withRotary(int other) {
        return new BlockShape(window, other, kind);
    }

    BlockShape withKind(Kind other) {
        return new BlockShape(window, rotary, other);
    }
}
