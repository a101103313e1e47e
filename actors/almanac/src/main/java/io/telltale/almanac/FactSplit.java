package io.telltale.almanac;

/** Divides the facts, so that a probe is judged on facts it has not been trained on. */
public enum FactSplit {
    PROBE_TRAINING,
    PROBE_EVALUATION;

    /** The half a fact belongs to; all facts about one subject belong together. */
    public static FactSplit of(Fact fact) {
        int hash = fact.subject().name().hashCode();
        return (Integer.toUnsignedLong(hash * 0x9E3779B1) >>> 16) % 2 == 0 ? PROBE_TRAINING : PROBE_EVALUATION;
    }
}
