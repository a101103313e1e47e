package io.telltale.transport;

import java.time.Duration;
import java.util.Map;

/**
 * The log: takes events without ever holding up the caller, and hands them to those who follow it.
 *
 * <p>What cannot be delivered is <em>shed</em>: counted, kept in memory as {@link LedgerEntry} and published as soon as the log
 * can be reached again, so that captured = delivered + ledgered. An event is shed if too many await delivery, if the log did not
 * acknowledge it in time, if it cannot be encoded, or if this object is closed. No event is sent twice by this object. Of an
 * event that was not acknowledged in time nobody knows whether it was written; it counts as shed, so a reader may find an
 * event on the log that the ledger names as well, but never the same event twice.
 *
 * <p>Ledger entries themselves are never shed: they are tried again until this object is closed.
 *
 * <p>Safe for use by several threads.
 */
public interface EventLog extends EventSource, AutoCloseable {

    /** Publishes an event without headers; see {@link #publish(LogEvent, Map)}. */
    default void publish(LogEvent event) {
        publish(event, Map.of());
    }

    /**
     * Hands an event over for delivery and returns at once, whatever the state of the log; never throws for it.
     *
     * <p>Events of one generation published by one thread keep their order on each topic.
     *
     * @param headers travel beside the event, in UTF-8; a ledger entry travels without
     */
    void publish(LogEvent event, Map<String, String> headers);

    /** Follows topics from now on until the subscription, or the log, is closed. Returns at once. */
    Subscription subscribe(SubscriptionRequest request, EventHandler handler);

    /** Returns what became of the events published so far. */
    Accounting accounting();

    /**
     * Waits until every event is delivered or on the ledger.
     *
     * @return whether that was so before the time was over
     */
    boolean flush(Duration timeout);

    /** Ends all subscriptions, gives what awaits delivery a bounded time, and releases everything. May be called again. */
    @Override
    void close();
}
