package io.telltale.transport;

/**
 * What became of the events that were published through one {@link EventLog}; ledger entries are not counted.
 *
 * @param all of every kind
 * @param activations of {@link ActivationsCaptured} alone
 */
public record Accounting(Counts all, Counts activations) {

    /**
     * Numbers of events, of one moment.
     *
     * @param published handed over
     * @param delivered acknowledged by the log
     * @param shed not delivered, or not known to be
     * @param ledgered shed, and named by a ledger entry that the log acknowledged
     */
    public record Counts(long published, long delivered, long shed, long ledgered) {

        /** Returns the number of events that still await delivery. */
        public long pending() {
            return published - delivered - shed;
        }

        /** Returns whether every event is delivered or ledgered. */
        public boolean balanced() {
            return published == delivered + ledgered;
        }
    }

    /** Returns whether every event is delivered or ledgered. */
    public boolean balanced() {
        return all.balanced();
    }
}
