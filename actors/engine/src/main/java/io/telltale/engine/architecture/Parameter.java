package io.telltale.engine.architecture;

import java.util.List;
import java.util.stream.Stream;

/** Something that the TorchScript text reads by a name, made of stored tensors. */
public sealed interface Parameter {

    /** Returns the name in the text. */
    String name();

    /** Returns the tensors that it is made of. */
    Stream<TensorSpec> stored();

    /** A table of which a step reads a few rows, {@code [V, D]}. */
    record Table(String name, TensorSpec tensor) implements Parameter {

        @Override
        public Stream<TensorSpec> stored() {
            return Stream.of(tensor);
        }
    }

    /**
     * A gain or a bias.
     *
     * @param plus a number that is added to what is stored; some models store gains around zero
     */
    record Vector(String name, TensorSpec tensor, double plus) implements Parameter {

        @Override
        public Stream<TensorSpec> stored() {
            return Stream.of(tensor);
        }
    }

    /**
     * A matrix that rows are multiplied with, {@code [outputs, inputs]}.
     *
     * @param weights stored matrices with the same inputs, one below the other: a token at a time, the number of products
     *     costs as much as their size
     * @param biases of their outputs, one after the other; or none
     */
    record Matrix(String name, Orientation orientation, List<TensorSpec> weights, List<TensorSpec> biases)
            implements Parameter {

        /** The text's name of the matrix that chooses experts. */
        static final String ROUTER = "mlp.gate";

        /** How a matrix is stored. */
        public enum Orientation {
            /** One row an output. */
            OUTPUTS_FIRST,
            /** One row an input; then there is one stored matrix. */
            INPUTS_FIRST
        }

        public Matrix {
            weights = List.copyOf(weights);
            biases = List.copyOf(biases);
        }

        /** Returns whether this matrix chooses experts: a small one, whose rounding would change the choice. */
        public boolean isRouter() {
            return name.equals(ROUTER);
        }

        @Override
        public Stream<TensorSpec> stored() {
            return Stream.concat(weights.stream(), biases.stream());
        }
    }
}
