package io.telltale.engine.architecture;

/**
 * The constants of a model's computation.
 *
 * @param epsilon what normalisations add to a variance before its root is taken
 * @param activation of the feed-forward layer: {@code silu}, {@code gelu}, {@code gelu_tanh}, {@code relu}
 * @param attentionScale by which scores of the attention are multiplied
 * @param attentionCap towards which scores of the attention are bent; {@link #NO_CAP} for none
 * @param logitCap towards which logits are bent; {@link #NO_CAP} for none
 * @param embeddingScale by which token embeddings are multiplied
 */
public record Arithmetic(
        double epsilon,
        String activation,
        double attentionScale,
        double attentionCap,
        double logitCap,
        double embeddingScale) {

    /** Nothing is bent. */
    public static final double NO_CAP = 0;

    /** The constants that most models share: scores are divided by the root of the head width. */
    static Arithmetic plain(double epsilon, String activation, int headWidth) {
        return new Arithmetic(epsilon, activation, 1 / Math.sqrt(headWidth), NO_CAP, NO_CAP, 1);
    }
}
