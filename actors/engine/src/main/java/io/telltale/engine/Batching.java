package io.telltale.engine;

/** How the sequences of one batch are computed. */
public enum Batching {
    /** Together: a weight is read once for all of them. A result may differ from that of a single run by rounding. */
    TOGETHER,
    /** One after the other: every result is, bit for bit, that of a single run, at the throughput of a single run. */
    ONE_BY_ONE
}
