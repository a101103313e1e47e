package io.telltale.engine.safetensors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The number formats that a safetensors file may hold. */
public enum StoredFormat {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    F8_E4M3(1),
    F8_E5M2(1),
    I64(8),
    U64(8),
    I32(4),
    U32(4),
    I16(2),
    U16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int sizeBytes;

    StoredFormat(int sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /** Returns the bytes of one value. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Returns whether weights may be stored in this format. */
    public boolean isWeightFormat() {
        return this == F32 || this == F16 || this == BF16;
    }

    static Optional<StoredFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equals(name))
                .findFirst();
    }

    /** Reads one value at a byte index of a little-endian buffer. */
    float read(ByteBuffer bytes, int index) {
        return switch (this) {
            case F64 -> (float) bytes.getDouble(index);
            case F32 -> bytes.getFloat(index);
            case F16 -> Float.float16ToFloat(bytes.getShort(index));
            case BF16 -> Float.intBitsToFloat(bytes.getShort(index) << Short.SIZE);
            default -> throw new IllegalArgumentException("not a floating-point format that can be read: " + this);
        };
    }
}
