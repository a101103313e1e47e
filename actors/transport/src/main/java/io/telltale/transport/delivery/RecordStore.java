package io.telltale.transport.delivery;

import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps encoded events in partitioned topics; a record's key chooses its partition. */
public interface RecordStore {

    /** Learns what became of one record; told once, from any thread. */
    interface Acknowledgement {

        /** The record is stored. */
        void stored();

        /**
         * The record is not stored, or nobody knows whether it is; it is never tried again.
         *
         * @param message what the store says, for the application log
         */
        void failed(ShedReason reason, String message);
    }

    /**
     * Stores a record. May block for a bounded time; called by one thread.
     *
     * @throws RuntimeException if the record is refused at once; then the acknowledgement stays silent
     */
    void append(OutgoingRecord record, Acknowledgement acknowledgement);

    /** Opens a follower; called by the thread that subscribes, used by the subscription's own. */
    RecordFollower follow(SubscriptionRequest request, AssignmentListener listener);

    /**
     * Streams the topics from their beginnings to their present ends; the caller closes the stream.
     *
     * @throws TransportException if the store cannot be reached
     */
    Stream<StoredRecord> read(Set<Topic> topics);

    /** Gives up what is not stored within the time, and tells the acknowledgements so. */
    void close(Duration timeout);
}
