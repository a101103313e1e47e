package io.telltale.engine.architecture;

/**
 * The mixtures of experts of a model.
 *
 * @param count of experts in one mixture, X; 0 if the model has none
 * @param perToken how many of them a token takes
 * @param normalized whether the shares of those add up to one
 */
public record Experts(int count, int perToken, boolean normalized) {

    /** The model has no mixtures. */
    public static final Experts NONE = new Experts(0, 0, false);

    public Experts {
        if (perToken > count) {
            throw new IllegalArgumentException(
                    "a token cannot take num_experts_per_tok = " + perToken + " of " + count + " experts");
        }
    }
}
