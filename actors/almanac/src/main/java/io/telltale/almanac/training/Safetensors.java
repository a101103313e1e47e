package io.telltale.almanac.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes and reads float32 tensors in the safetensors format. */
final class Safetensors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /** Writes the tensors in order; a reader never sees half a file. */
    static void write(Path file, NamedTensors tensors) throws IOException {
        byte[] header = header(tensors);
        int dataBytes = 0;
        for (String name : tensors.names()) {
            dataBytes += tensors.values(name).length * Float.BYTES;
        }
        var content =
                ByteBuffer.allocate(Long.BYTES + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(header.length).put(header);
        for (String name : tensors.names()) {
            float[] values = tensors.values(name);
            content.asFloatBuffer().put(values);
            content.position(content.position() + values.length * Float.BYTES);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.write(unfinished, content.array());
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads all tensors in the order of the header. */
    static NamedTensors read(Path file) throws IOException {
        var content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = Math.toIntExact(content.getLong());
        JsonNode header = JSON.readTree(content.array(), Long.BYTES, headerBytes);
        int dataStart = Long.BYTES + headerBytes;
        var tensors = new NamedTensors();
        for (var entry : header.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                JsonNode description = entry.getValue();
                tensors.put(entry.getKey(), shape(description), values(description, content, dataStart));
            }
        }
        return tensors;
    }

    private static long[] shape(JsonNode description) {
        JsonNode dimensions = description.path("shape");
        var shape = new long[dimensions.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.path(i).asLong();
        }
        return shape;
    }

    private static float[] values(JsonNode description, ByteBuffer content, int dataStart) {
        int from = description.path("data_offsets").path(0).asInt();
        int to = description.path("data_offsets").path(1).asInt();
        var values = new float[(to - from) / Float.BYTES];
        content.position(dataStart + from);
        content.asFloatBuffer().get(values);
        return values;
    }

    private static byte[] header(NamedTensors tensors) {
        ObjectNode header = JSON.createObjectNode();
        header.putObject(METADATA).put("format", "pt");
        int offset = 0;
        for (String name : tensors.names()) {
            ObjectNode description = header.putObject(name).put("dtype", "F32");
            var shape = description.putArray("shape");
            for (long dimension : tensors.shape(name)) {
                shape.add(dimension);
            }
            int end = offset + tensors.values(name).length * Float.BYTES;
            description.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = header.toString();
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat(-length & (ALIGNMENT - 1))).getBytes(StandardCharsets.UTF_8);
    }
}
