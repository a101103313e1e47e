package io.telltale.almanac.training;

import io.telltale.engine.safetensors.NamedTensor;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.SafetensorsWriter;
import io.telltale.engine.safetensors.TensorEntry;
import io.telltale.spi.FloatMatrix;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Float32 tensors by name, in the order they were added. */
final class NamedTensors {

    /** What Hugging Face transformers want to read in a file's header. */
    private static final Map<String, String> METADATA = Map.of("format", "pt");

    private final Map<String, NamedTensor> tensors = new LinkedHashMap<>();

    /** Reads all tensors of a safetensors file. */
    static NamedTensors read(Path file) {
        var read = new NamedTensors();
        var source = SafetensorsFile.open(file);
        for (TensorEntry entry : source.entries()) {
            read.add(new NamedTensor(entry.name(), source.read(entry.name()), entry.shape()));
        }
        return read;
    }

    /** Writes a safetensors file; a reader never sees half of it. */
    void write(Path file) {
        SafetensorsWriter.write(file, List.copyOf(tensors.values()), METADATA);
    }

    /** Adds a tensor, row by row; takes the values over. */
    void put(String name, List<Long> shape, float[] values) {
        add(new NamedTensor(name, FloatMatrix.owning(1, values.length, values), shape));
    }

    private void add(NamedTensor tensor) {
        tensors.put(tensor.name(), tensor);
    }

    Set<String> names() {
        return tensors.keySet();
    }

    /** A copy of a tensor's values, row by row. */
    float[] values(String name) {
        NamedTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor named '" + name + "'");
        }
        return tensor.values().toArray();
    }
}
