package io.telltale.node.demo;

/**
 * The figures of a demo; its components are the keys of {@code --json}.
 *
 * @param truthfulRate share of right answers on held-out questions about facts that the model knows
 * @param probe how well the semantic entropy probe tells right answers from wrong ones
 * @param loop from the capture of activations to the intervention that they caused
 * @param events activation events: captured = delivered + ledgered
 * @param tokensPerSecond one sequence at a time, medians of interleaved rounds
 * @param replay the same plugins over the recorded log
 */
record DemoSummary(
        TruthfulRate truthfulRate,
        Probe probe,
        Loop loop,
        Events events,
        TokensPerSecond tokensPerSecond,
        Replay replay) {

    /** Shares by persona. */
    record TruthfulRate(Rates trickster, Rates clerk, int questions) {}

    /** Shares without and with steering. */
    record Rates(double unsteered, double steered) {}

    /** Area under the curve when the answer is written, and before; and how many answers it rests on. */
    record Probe(double auroc, double aurocBeforeAnswer, int right, int wrong) {}

    /**
     * Quantiles over the applied interventions.
     *
     * @param late interventions, refused for their lag
     * @param expired interventions whose answer ended, or that were replaced, before they could take effect
     * @param undecided interventions without an outcome on the log
     */
    record Loop(
            long lagTokensP50,
            long lagTokensP99,
            double lagMillisP50,
            double lagMillisP99,
            long applied,
            long late,
            long expired,
            long undecided) {}

    /** Counts of activation events. */
    record Events(long captured, long delivered, long ledgered) {}

    /** The engine alone, the runtime without plugins, the runtime with all plugins. */
    record TokensPerSecond(double bare, double idle, double plugins) {}

    /**
     * What replay compared and found different.
     *
     * @param accounted further differences, which the ledger accounts for
     */
    record Replay(long events, long verdicts, long differences, long accounted) {}
}
