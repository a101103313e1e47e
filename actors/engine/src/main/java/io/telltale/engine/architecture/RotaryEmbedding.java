package io.telltale.engine.architecture;

import io.telltale.spi.FloatMatrix;

/**
 * A rotary position embedding (arXiv 2104.09864): pair j of a head turns by position times {@code waves[j]}; its members
 * stand R / 2 apart.
 *
 * @param waves inverse wave lengths {@code [variants, R / 2]}: one variant, or a second one for long texts
 * @param scale by which rotated queries and keys are multiplied each
 * @param longerThan texts of more positions than this take the second variant
 */
public record RotaryEmbedding(FloatMatrix waves, double scale, int longerThan) {

    /** Makes an embedding that is the same for texts of every length. */
    static RotaryEmbedding of(float[] waves) {
        return new RotaryEmbedding(FloatMatrix.owning(1, waves.length, waves), 1, Integer.MAX_VALUE);
    }

    /** Returns which variant a text takes. */
    public int variantFor(int positions) {
        return waves.rows() > 1 && positions > longerThan ? 1 : 0;
    }
}
