package io.telltale.engine.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code tokenizer.json} says about single tokens: as much of it as decoding token by token needs.
 *
 * <p>The bytes of all tokens are kept only where every token stands for bytes.
 */
final class Vocabulary {

    /** How tokens become text. */
    enum Spelling {
        /** Every token is a string of bytes; text is what all of them are in UTF-8. */
        BYTES,
        /** Tokens are text, but some stand for one byte each: characters that have no token of their own. */
        TEXT_AND_BYTES,
        /** Tokens are text. */
        TEXT
    }

    /** No vocabulary comes near it; an id far beyond would only cost memory. */
    private static final int LARGEST_ID = 1 << 24;

    private static final byte[] NO_BYTES = {};

    private final Spelling spelling;
    private final BitSet known = new BitSet();
    private final Map<String, Integer> added = new HashMap<>();
    private final Set<Integer> special = new HashSet<>();
    private final Map<Integer, Byte> singleBytes = new HashMap<>();
    private byte[][] bytes = new byte[0][];

    Vocabulary(Spelling spelling) {
        this.spelling = spelling;
    }

    void put(int id, String token) {
        if (id < 0 || id > LARGEST_ID) {
            throw new IllegalArgumentException("the token '" + token + "' has the id " + id);
        }
        known.set(id);
        switch (spelling) {
            case BYTES -> putBytes(id, ByteAlphabet.bytes(token));
            case TEXT_AND_BYTES -> ByteAlphabet.named(token).ifPresent(value -> singleBytes.put(id, value));
            case TEXT -> {}
        }
    }

    void putAdded(int id, String token) {
        put(id, token);
        added.put(token, id);
    }

    void markSpecial(int id) {
        special.add(id);
    }

    private void putBytes(int id, byte[] value) {
        if (id >= bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(id + 1, bytes.length * 2));
        }
        bytes[id] = value;
    }

    Spelling spelling() {
        return spelling;
    }

    /** Whether a token has a part in decoded text; special tokens and ids without a token have none. */
    boolean isWritten(int id) {
        return id >= 0 && known.get(id) && !special.contains(id);
    }

    /** The bytes of a token, where {@link Spelling#BYTES every token has some}. */
    byte[] bytes(int id) {
        byte @Nullable [] value = id >= 0 && id < bytes.length ? bytes[id] : null;
        return value == null ? NO_BYTES : value;
    }

    /** The byte that a token stands for; empty if it is text. */
    Optional<Byte> singleByte(int id) {
        return Optional.ofNullable(singleBytes.get(id));
    }

    /** The id of a token that was added to the model's own, such as a special one. */
    Optional<Integer> added(String token) {
        return Optional.ofNullable(added.get(token));
    }
}
