package io.telltale.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.safetensors.StoredFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A safetensors file of seeded random matrices and of vectors of ones, written as they are made: it may be larger than the heap. */
final class RandomTensors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK_VALUES = 1 << 20;
    private static final int ALIGNMENT_BYTES = 64;
    private static final int BFLOAT16_MASK = 0xffff0000;
    private static final double GAIN = 0.8;

    private final SplittableRandom random = new SplittableRandom(7);
    private final StoredFormat format;
    private final ByteBuffer chunk;

    private RandomTensors(StoredFormat format) {
        this.format = format;
        this.chunk =
                ByteBuffer.allocateDirect(CHUNK_VALUES * format.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes tensors of the given shapes in their order. */
    static void write(Path path, StoredFormat format, Map<String, List<Integer>> shapes) throws IOException {
        RandomTensors tensors = new RandomTensors(format);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(file, header(format, shapes));
            for (List<Integer> shape : shapes.values()) {
                tensors.write(file, shape);
            }
        }
    }

    private static ByteBuffer header(StoredFormat format, Map<String, List<Integer>> shapes) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, List<Integer>> shape : shapes.entrySet()) {
            ObjectNode node = root.putObject(shape.getKey()).put("dtype", format.name());
            shape.getValue().forEach(node.putArray("shape")::add);
            long end = offset + size(shape.getValue()) * format.sizeBytes();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(Long.BYTES + text.length, ALIGNMENT_BYTES) * ALIGNMENT_BYTES - Long.BYTES;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** Matrices have the variance that keeps a signal's size. */
    private void write(FileChannel file, List<Integer> shape) throws IOException {
        double reach = GAIN * Math.sqrt(3.0 / shape.getLast());
        boolean matrix = shape.size() > 1;
        for (long left = size(shape); left > 0; left -= CHUNK_VALUES) {
            chunk.clear();
            for (int i = 0; i < Math.min(left, CHUNK_VALUES); i++) {
                put(matrix ? (float) (reach * (2 * random.nextDouble() - 1)) : 1);
            }
            writeFully(file, chunk.flip());
        }
    }

    private void put(float value) {
        int bits = Float.floatToRawIntBits(value) & BFLOAT16_MASK;
        switch (format) {
            case F32 -> chunk.putInt(bits);
            case BF16 -> chunk.putShort((short) (bits >>> Short.SIZE));
            case F16 -> chunk.putShort(Float.floatToFloat16(Float.intBitsToFloat(bits)));
            default -> throw new IllegalArgumentException("weights are not stored as " + format);
        }
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
