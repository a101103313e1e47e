package io.telltale.engine.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.Golden;
import io.telltale.engine.safetensors.NamedTensor;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.SafetensorsWriter;
import io.telltale.spi.FloatMatrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of a golden checkpoint that a test may spoil. */
public record CheckpointFolder(Path path) {

    private static final String WEIGHTS = "model.safetensors";
    private static final JsonMapper JSON = new JsonMapper();

    /** Copies configuration, weights and tokenizer of a golden checkpoint. */
    public static CheckpointFolder copyOf(Golden golden, Path folder) throws IOException {
        return copyOf(golden.folder(), folder);
    }

    /** Copies configuration, weights and tokenizer of a checkpoint. */
    public static CheckpointFolder copyOf(Path original, Path folder) throws IOException {
        for (String name : List.of("config.json", WEIGHTS, "tokenizer.json", "tokenizer_config.json")) {
            if (Files.exists(original.resolve(name))) {
                Files.write(folder.resolve(name), Files.readAllBytes(original.resolve(name)));
            }
        }
        return new CheckpointFolder(folder);
    }

    public CheckpointFolder write(String name, String content) throws IOException {
        Files.writeString(path.resolve(name), content);
        return this;
    }

    public CheckpointFolder delete(String name) throws IOException {
        Files.delete(path.resolve(name));
        return this;
    }

    /** Changes {@code config.json}. */
    public CheckpointFolder config(Consumer<ObjectNode> change) throws IOException {
        ObjectNode config =
                (ObjectNode) JSON.readTree(path.resolve("config.json").toFile());
        change.accept(config);
        return write("config.json", JSON.writeValueAsString(config));
    }

    /** Rewrites the weights, perhaps under other names. */
    public CheckpointFolder rename(UnaryOperator<String> names) throws IOException {
        List<NamedTensor> renamed = tensors()
                .map(tensor -> new NamedTensor(names.apply(tensor.name()), tensor.values(), tensor.shape()))
                .toList();
        SafetensorsWriter.write(path.resolve(WEIGHTS), renamed, Map.of());
        return this;
    }

    /** Replaces one tensor. */
    public CheckpointFolder replace(String name, NamedTensor other) throws IOException {
        List<NamedTensor> tensors = tensors()
                .map(tensor -> tensor.name().equals(name) ? other : tensor)
                .toList();
        SafetensorsWriter.write(path.resolve(WEIGHTS), tensors, Map.of());
        return this;
    }

    /** Adds one tensor. */
    public CheckpointFolder add(NamedTensor tensor) throws IOException {
        SafetensorsWriter.write(
                path.resolve(WEIGHTS),
                Stream.concat(tensors(), Stream.of(tensor)).toList(),
                Map.of());
        return this;
    }

    /** Removes one tensor. */
    public CheckpointFolder remove(String name) throws IOException {
        List<NamedTensor> tensors =
                tensors().filter(tensor -> !tensor.name().equals(name)).toList();
        SafetensorsWriter.write(path.resolve(WEIGHTS), tensors, Map.of());
        return this;
    }

    /** Writes the weights to several files under an index instead of one. */
    public CheckpointFolder divide(int files) throws IOException {
        List<NamedTensor> tensors = tensors().toList();
        Map<String, String> places = new LinkedHashMap<>();
        for (int file = 0; file < files; file++) {
            String name = "model-0000" + (file + 1) + "-of-0000" + files + ".safetensors";
            int from = tensors.size() * file / files;
            int until = tensors.size() * (file + 1) / files;
            SafetensorsWriter.write(path.resolve(name), tensors.subList(from, until), Map.of());
            tensors.subList(from, until).forEach(tensor -> places.put(tensor.name(), name));
        }
        return delete(WEIGHTS)
                .write("model.safetensors.index.json", JSON.writeValueAsString(Map.of("weight_map", places)));
    }

    /** Moves all weights by one byte, so that none lies at a multiple of its number size. */
    public CheckpointFolder misalign() throws IOException {
        byte[] aligned = Files.readAllBytes(path.resolve(WEIGHTS));
        int header = Math.toIntExact(
                ByteBuffer.wrap(aligned).order(ByteOrder.LITTLE_ENDIAN).getLong());
        int data = Long.BYTES + header;
        var shifted = ByteBuffer.allocate(aligned.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        shifted.putLong(header + 1).put(aligned, Long.BYTES, header).put((byte) ' ');
        shifted.put(aligned, data, aligned.length - data);
        Files.write(path.resolve(WEIGHTS), shifted.array());
        return this;
    }

    public Stream<NamedTensor> tensors() {
        SafetensorsFile file = SafetensorsFile.open(path.resolve(WEIGHTS));
        return file.entries().stream()
                .map(entry -> new NamedTensor(entry.name(), file.read(entry.name()), entry.shape()));
    }

    public NamedTensor tensor(String name) {
        return tensors()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns a matrix with another value in its middle. */
    public static FloatMatrix with(FloatMatrix matrix, float value) {
        float[] values = matrix.toArray();
        values[values.length / 2] = value;
        return FloatMatrix.owning(matrix.rows(), matrix.columns(), values);
    }
}
