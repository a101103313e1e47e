package io.telltale.spi;

/** Which positions of a sequence are captured. */
public enum PositionSelector {
    /** Every position, the whole prompt included. */
    ALL,
    /** The last prompt token (before generating) and everything generated. */
    ANSWER;

    /** Returns the selected positions among those of one step. */
    public TokenSpan select(TokenSpan step, int promptLength) {
        int from = this == ALL ? step.from() : Math.max(step.from(), promptLength - 1);
        return new TokenSpan(Math.min(from, step.until()), step.until());
    }
}
