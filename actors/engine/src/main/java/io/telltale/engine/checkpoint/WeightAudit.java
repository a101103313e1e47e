package io.telltale.engine.checkpoint;

import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.StoredFormat;
import io.telltale.engine.safetensors.TensorEntry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/** Reads every byte of the weights once: for their digest, and to find a NaN or an infinity before it is computed with. */
final class WeightAudit {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FLOAT32_EXPONENT = 0x7f80_0000;
    private static final int FLOAT16_EXPONENT = 0x7c00;
    private static final int BFLOAT16_EXPONENT = 0x7f80;

    private final MessageDigest digest;
    private final Set<String> weights;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * @param digest takes the bytes of every file
     * @param weights names of the tensors that must be finite
     */
    WeightAudit(MessageDigest digest, Set<String> weights) {
        this.digest = digest;
        this.weights = weights;
    }

    void read(SafetensorsFile file) {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            long next = 0;
            for (TensorEntry entry : file.entries()) {
                readHeader(channel, next, entry.begin());
                readTensor(channel, entry);
                next = entry.end();
            }
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + file.path() + ": " + failed.getMessage(), failed);
        }
    }

    /** Tensors follow one another without gaps, so only the header lies before one. */
    private void readHeader(FileChannel channel, long from, long until) throws IOException {
        for (long at = from; at < until; at += chunk.limit()) {
            readChunk(channel, at, until);
        }
    }

    private void readTensor(FileChannel channel, TensorEntry entry) throws IOException {
        boolean checked = weights.contains(entry.name());
        for (long at = entry.begin(); at < entry.end(); at += chunk.limit()) {
            readChunk(channel, at, entry.end());
            if (checked && !isFinite(entry.format())) {
                throw new EngineException(
                        Code.WEIGHTS_NOT_FINITE, "tensor '" + entry.name() + "' holds a NaN or an infinity");
            }
        }
    }

    private void readChunk(FileChannel channel, long at, long until) throws IOException {
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, until - at));
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, at + chunk.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        digest.update(chunk.flip());
        chunk.rewind();
    }

    /** A number is finite unless all bits of its exponent are set. */
    private boolean isFinite(StoredFormat format) {
        return switch (format) {
            case F32 -> isFinite32();
            case F16 -> isFinite16(FLOAT16_EXPONENT);
            case BF16 -> isFinite16(BFLOAT16_EXPONENT);
            default -> throw new IllegalStateException("not a format of weights: " + format);
        };
    }

    private boolean isFinite32() {
        boolean finite = true;
        for (int at = 0; at < chunk.limit(); at += Integer.BYTES) {
            finite &= (chunk.getInt(at) & FLOAT32_EXPONENT) != FLOAT32_EXPONENT;
        }
        return finite;
    }

    private boolean isFinite16(int exponent) {
        boolean finite = true;
        for (int at = 0; at < chunk.limit(); at += Short.BYTES) {
            finite &= (chunk.getShort(at) & exponent) != exponent;
        }
        return finite;
    }
}
