package io.telltale.engine.safetensors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.spi.FloatMatrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes safetensors files of float32.
 *
 * <p>The file appears under its name only when it is complete, so a reader never meets half of it. The same tensors give
 * the same bytes.
 */
public final class SafetensorsWriter {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ALIGNMENT_BYTES = 64;

    private SafetensorsWriter() {}

    /**
     * Writes matrices {@code [rows, columns]} in the order of the map.
     *
     * @throws EngineException if the file cannot be written
     */
    public static void write(Path path, Map<String, FloatMatrix> matrices) {
        write(
                path,
                matrices.entrySet().stream()
                        .map(entry -> NamedTensor.matrix(entry.getKey(), entry.getValue()))
                        .toList(),
                Map.of());
    }

    /**
     * Writes tensors of any shape in the order of the list.
     *
     * @param metadata free text beside the tensors; may be empty
     * @throws EngineException if the file cannot be written
     */
    public static void write(Path path, List<NamedTensor> tensors, Map<String, String> metadata) {
        Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
        try {
            try (FileChannel file = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                writeFully(file, header(tensors, metadata));
                for (NamedTensor tensor : tensors) {
                    writeFully(file, bytes(tensor.values()));
                }
            }
            Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot write " + path + ": " + failed.getMessage(), failed);
        }
    }

    private static ByteBuffer header(List<NamedTensor> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = root.putObject("__metadata__");
            metadata.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> node.put(entry.getKey(), entry.getValue()));
        }
        long offset = 0;
        Set<String> names = new HashSet<>();
        for (NamedTensor tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are named '" + tensor.name() + "'");
            }
            ObjectNode node = root.putObject(tensor.name());
            node.put("dtype", "F32");
            tensor.shape().forEach(node.putArray("shape")::add);
            long end = offset
                    + Float.BYTES
                            * (long) tensor.values().rows()
                            * tensor.values().columns();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return padded(JSON.writeValueAsString(root));
    }

    /** Pads the header with spaces so that the data begin where vector instructions like to read. */
    private static ByteBuffer padded(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(Long.BYTES + text.length, ALIGNMENT_BYTES) * ALIGNMENT_BYTES - Long.BYTES;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static ByteBuffer bytes(FloatMatrix values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.rows() * values.columns(), Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values.toArray());
        return bytes;
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
