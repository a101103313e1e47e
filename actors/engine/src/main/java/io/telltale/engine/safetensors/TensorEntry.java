package io.telltale.engine.safetensors;

import java.util.List;

/**
 * Where one tensor lies in a file.
 *
 * @param shape from the outermost dimension inwards; empty for a scalar
 * @param begin byte of the file at which it begins
 * @param end byte after its last
 */
public record TensorEntry(String name, StoredFormat format, List<Long> shape, long begin, long end) {

    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** Returns the number of values. */
    public long elements() {
        return (end - begin) / format.sizeBytes();
    }
}
