package io.telltale.engine.architecture;

import java.util.Arrays;
import java.util.List;

/** The name and shape that a stored weight must have. */
public record TensorSpec(String name, List<Long> shape) {

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    static TensorSpec of(String name, long... shape) {
        return new TensorSpec(name, Arrays.stream(shape).boxed().toList());
    }
}
