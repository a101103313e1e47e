package io.telltale.almanac.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Float32 tensors by name, in the order they were added. */
final class NamedTensors {

    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    /** Adds a tensor, row by row; takes the arrays over. */
    void put(String name, long[] shape, float[] rowByRow) {
        shapes.put(name, shape);
        values.put(name, rowByRow);
    }

    Set<String> names() {
        return shapes.keySet();
    }

    boolean contains(String name) {
        return shapes.containsKey(name);
    }

    long[] shape(String name) {
        return known(shapes.get(name), name);
    }

    float[] values(String name) {
        return known(values.get(name), name);
    }

    private static <T> T known(@Nullable T found, String name) {
        if (found == null) {
            throw new IllegalArgumentException("there is no tensor named '" + name + "'");
        }
        return found;
    }
}
