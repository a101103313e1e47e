package io.telltale.transport;

import java.util.concurrent.CompletionStage;

/**
 * A reader that follows topics of the log with a thread of its own.
 *
 * <p>No event is handed over twice by the same subscription. An event is committed for its group once it is handled and all before
 * it in its partition are; after a crash or a change of the group's members, those not committed come to the next reader of the
 * group, perhaps again. While the log is away the subscription keeps trying. A record that cannot
 * be decoded is skipped and becomes a ledger entry.
 */
public interface Subscription extends AutoCloseable {

    /** Completes when every event that is published from then on will be seen; fails if the subscription is closed before. */
    CompletionStage<?> ready();

    /** Completes when every event that is on the log at the call is handled; fails if the subscription is closed before. */
    CompletionStage<?> caughtUp();

    /** Ends the subscription, commits what is handled and waits for its thread, a bounded time. May be called again. */
    @Override
    void close();
}
