package io.telltale.engine.safetensors;

import io.telltale.spi.FloatMatrix;
import java.util.List;

/**
 * A tensor to be written.
 *
 * @param values in the order of the shape
 * @param shape from the outermost dimension inwards
 */
public record NamedTensor(String name, FloatMatrix values, List<Long> shape) {

    public NamedTensor {
        shape = List.copyOf(shape);
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        if (elements != (long) values.rows() * values.columns()) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' of shape " + shape + " cannot be filled by " + values);
        }
    }

    /** Makes a tensor of two dimensions. */
    public static NamedTensor matrix(String name, FloatMatrix values) {
        return new NamedTensor(name, values, List.of((long) values.rows(), (long) values.columns()));
    }

    /** Makes a tensor of one dimension. */
    public static NamedTensor vector(String name, FloatMatrix values) {
        return new NamedTensor(name, values, List.of((long) values.rows() * values.columns()));
    }
}
