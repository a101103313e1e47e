package io.telltale.engine.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the header of a safetensors file and checks it against the file. */
final class SafetensorsHeader {

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final long LONGEST_HEADER_BYTES = 100_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path path;
    private final long dataBegin;
    private final long fileEnd;

    private SafetensorsHeader(Path path, long dataBegin, long fileEnd) {
        this.path = path;
        this.dataBegin = dataBegin;
        this.fileEnd = fileEnd;
    }

    /** Returns the tensors in the order in which they lie. */
    static List<TensorEntry> read(Path path, FileChannel file) throws IOException {
        if (file.size() < LENGTH_BYTES) {
            throw corrupt(path, "it is truncated: " + file.size() + " bytes cannot hold a header");
        }
        long headerBytes = readFully(file, 0, LENGTH_BYTES).getLong(0);
        if (headerBytes < 2 || headerBytes > LONGEST_HEADER_BYTES || headerBytes > file.size() - LENGTH_BYTES) {
            throw corrupt(path, "its header claims " + headerBytes + " of the file's " + file.size() + " bytes");
        }
        byte[] header = readFully(file, LENGTH_BYTES, (int) headerBytes).array();
        return new SafetensorsHeader(path, LENGTH_BYTES + headerBytes, file.size()).entries(parse(path, header));
    }

    private static ByteBuffer readFully(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private static JsonNode parse(Path path, byte[] header) throws IOException {
        try {
            JsonNode root = JSON.readTree(header);
            if (!root.isObject()) {
                throw corrupt(path, "its header is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException malformed) {
            throw corrupt(path, "its header is not valid JSON: " + malformed.getOriginalMessage());
        }
    }

    private List<TensorEntry> entries(JsonNode root) {
        List<TensorEntry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        checkThatTheyFillTheFile(entries);
        return entries;
    }

    private TensorEntry entry(String name, JsonNode node) {
        String formatName = node.path("dtype").asText();
        StoredFormat format = StoredFormat.named(formatName)
                .orElseThrow(() -> corrupt(path, "tensor '" + name + "' has the unknown dtype '" + formatName + "'"));
        List<Long> shape = new ArrayList<>();
        for (JsonNode dimension : node.path("shape")) {
            shape.add(wholeNumber(name, dimension));
        }
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("shape").isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw corrupt(path, "tensor '" + name + "' lacks a shape or its two data_offsets");
        }
        long begin = wholeNumber(name, offsets.get(0));
        long end = wholeNumber(name, offsets.get(1));
        if (end < begin || end > fileEnd - dataBegin) {
            throw corrupt(
                    path,
                    "it is truncated or its header is wrong: tensor '" + name + "' ends at byte " + end + " of "
                            + (fileEnd - dataBegin) + " data bytes");
        }
        if (end - begin != sizeBytes(name, shape, format)) {
            throw corrupt(
                    path,
                    "tensor '" + name + "' takes " + (end - begin) + " bytes, not what " + format + shape + " needs");
        }
        return new TensorEntry(name, format, shape, dataBegin + begin, dataBegin + end);
    }

    private long wholeNumber(String name, JsonNode node) {
        if (!node.canConvertToLong() || !node.isIntegralNumber() || node.asLong() < 0) {
            throw corrupt(path, "tensor '" + name + "' has " + node + " where a whole number belongs");
        }
        return node.asLong();
    }

    private long sizeBytes(String name, List<Long> shape, StoredFormat format) {
        try {
            return shape.stream().reduce((long) format.sizeBytes(), Math::multiplyExact);
        } catch (ArithmeticException tooLarge) {
            throw corrupt(path, "tensor '" + name + "' of shape " + shape + " is larger than any file");
        }
    }

    private void checkThatTheyFillTheFile(List<TensorEntry> entries) {
        long next = dataBegin;
        for (TensorEntry entry : entries) {
            if (entry.begin() != next) {
                String fault = entry.begin() < next ? "overlaps the tensor before it" : "leaves a gap before it";
                throw corrupt(path, "tensor '" + entry.name() + "' " + fault);
            }
            next = entry.end();
        }
        if (next != fileEnd) {
            throw corrupt(path, (fileEnd - next) + " bytes at its end belong to no tensor");
        }
    }

    private static EngineException corrupt(Path path, String fault) {
        return new EngineException(Code.WEIGHTS_CORRUPT, path.getFileName() + " cannot be used: " + fault);
    }
}
