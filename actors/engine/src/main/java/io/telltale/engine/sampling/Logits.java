package io.telltale.engine.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** The scores of every token of the vocabulary as the next one. Immutable. */
public final class Logits {

    /** Best first; among equals the lowest id. */
    private static final Comparator<TokenLogit> BEST_FIRST =
            Comparator.comparingDouble((TokenLogit token) -> -token.logit()).thenComparingInt(TokenLogit::id);

    private final float[] values;

    private Logits(float[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("logits need at least one token");
        }
        this.values = values;
    }

    /** Wraps a copy of the scores. */
    public static Logits copyOf(float[] values) {
        return new Logits(values.clone());
    }

    /** Wraps the scores themselves; the caller gives them away and never writes to them again. */
    public static Logits owning(float[] values) {
        return new Logits(values);
    }

    /** Returns the number of tokens in the vocabulary. */
    public int size() {
        return values.length;
    }

    /** Returns the score of a token. */
    public float at(int id) {
        return values[id];
    }

    /** Returns a copy of all scores. */
    public float[] toArray() {
        return values.clone();
    }

    /** Returns the token with the highest score; the lowest id among equals. */
    public int best() {
        int best = 0;
        for (int id = 1; id < values.length; id++) {
            if (values[id] > values[best]) {
                best = id;
            }
        }
        return best;
    }

    /** Returns whether a most probable token exists: no score is NaN, and the highest is finite. */
    public boolean areComparable() {
        for (float value : values) {
            if (Float.isNaN(value)) {
                return false;
            }
        }
        return Float.isFinite(values[best()]);
    }

    /** Returns the {@code count} highest scores, best first; fewer if the vocabulary is smaller. */
    public List<TokenLogit> top(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of tokens must not be negative: " + count);
        }
        var worstFirst = new PriorityQueue<TokenLogit>(BEST_FIRST.reversed());
        for (int id = 0; id < values.length; id++) {
            if (worstFirst.size() < count) {
                worstFirst.add(new TokenLogit(id, values[id]));
            } else if (count > 0 && values[id] > worstFirst.element().logit()) {
                worstFirst.remove();
                worstFirst.add(new TokenLogit(id, values[id]));
            }
        }
        return worstFirst.stream().sorted(BEST_FIRST).toList();
    }

    /** Returns the natural logarithm of the probability that the softmax gives a token. */
    public double logProbability(int id) {
        return values[id] - logOfSum();
    }

    /**
     * Returns a token that was chosen by these scores, with its probability and the likeliest tokens.
     *
     * @param alternatives number of likeliest tokens
     */
    public ChosenToken chosen(int id, int alternatives) {
        double logOfSum = logOfSum();
        List<TokenLogProbability> likeliest = top(alternatives).stream()
                .map(token -> new TokenLogProbability(token.id(), token.logit() - logOfSum))
                .toList();
        return new ChosenToken(id, values[id] - logOfSum, likeliest);
    }

    /** Returns these scores with some tokens made impossible; ids outside the vocabulary are passed over. */
    public Logits without(Set<Integer> ids) {
        float[] left = values.clone();
        ids.stream().filter(id -> id < left.length).forEach(id -> left[id] = Float.NEGATIVE_INFINITY);
        return new Logits(left);
    }

    private double logOfSum() {
        double highest = values[best()];
        double sum = 0;
        for (float value : values) {
            sum += Math.exp(value - highest);
        }
        return highest + Math.log(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Logits logits && Arrays.equals(values, logits.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Logits[" + values.length + "]";
    }
}
