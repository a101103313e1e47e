package io.telltale.training;

import io.telltale.spi.FloatMatrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * States to learn from.
 *
 * @param states {@code [N, D]}
 * @param labels one per row
 * @param groups one per row; rows of a group (the states of one question, say) stay on one side of every split
 */
public record LabelledStates(FloatMatrix states, List<Boolean> labels, List<Integer> groups) {
    public LabelledStates {
        labels = List.copyOf(labels);
        groups = List.copyOf(groups);
        if (labels.size() != states.rows() || groups.size() != states.rows()) {
            throw new IllegalArgumentException(states.rows() + " states, " + labels.size() + " labels and "
                    + groups.size() + " groups do not belong together");
        }
    }

    /** Returns the number of states. */
    public int size() {
        return labels.size();
    }

    /** Returns the part of the given rows. */
    LabelledStates part(int... rows) {
        return new LabelledStates(
                rows(rows),
                IntStream.of(rows).mapToObj(labels::get).toList(),
                IntStream.of(rows).mapToObj(groups::get).toList());
    }

    private FloatMatrix rows(int... rows) {
        int width = states.columns();
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(states.row(rows[i]), 0, values, i * width, width);
        }
        return FloatMatrix.owning(rows.length, width, values);
    }
}
