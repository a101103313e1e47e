package io.telltale.almanac.evaluation;

import io.telltale.almanac.Grade;
import java.util.Collection;
import java.util.Collections;

/** How many answers got which grade. */
public record GradeCounts(int right, int wrong, int refused, int offType) {

    /** Counts grades. */
    public static GradeCounts of(Collection<Grade> grades) {
        return new GradeCounts(
                Collections.frequency(grades, Grade.RIGHT),
                Collections.frequency(grades, Grade.WRONG),
                Collections.frequency(grades, Grade.REFUSED),
                Collections.frequency(grades, Grade.OFF_TYPE));
    }

    /** The number of answers. */
    public int asked() {
        return right + wrong + refused + offType;
    }

    /** The share of answers with a grade; 0 when nothing was asked. */
    public double share(Grade grade) {
        int count = switch (grade) {
            case RIGHT -> right;
            case WRONG -> wrong;
            case REFUSED -> refused;
            case OFF_TYPE -> offType;
        };
        return asked() == 0 ? 0 : (double) count / asked();
    }
}
