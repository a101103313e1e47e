package io.telltale.transport.avro;

import java.util.Arrays;

/** The bytes of an encoded event. They are shared, not copied, because every event passes here; nobody writes to them. */
public final class Payload {

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Makes a payload of the bytes themselves; the caller gives them away. */
    public static Payload owning(byte... bytes) {
        return new Payload(bytes);
    }

    /** Returns the bytes themselves, to be read. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the number of bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Payload[" + bytes.length + "]";
    }
}
