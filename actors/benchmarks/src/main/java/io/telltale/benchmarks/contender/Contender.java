package io.telltale.benchmarks.contender;

/** An engine that has loaded a checkpoint and measures itself when told to. For one thread at a time. */
public interface Contender extends AutoCloseable {

    /** Returns what reports call it. */
    String name();

    /** Does some work; blocks as long. */
    Answer answer(Work work);

    @Override
    void close();
}
