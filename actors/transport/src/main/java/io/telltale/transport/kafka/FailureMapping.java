package io.telltale.transport.kafka;

import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** Translates Kafka's failures into ours. */
final class FailureMapping {

    /** Kafka has no type of its own for an address that nobody knows. */
    private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

    private final String bootstrapServers;

    FailureMapping(KafkaSettings settings) {
        this.bootstrapServers = settings.bootstrapServers();
    }

    /** A client could not be made: its settings are wrong, unless merely no address is known. */
    TransportException notMade(KafkaException failure) {
        String reason = innermostMessage(failure);
        return reason.startsWith(UNRESOLVABLE)
                ? unreachable(reason, failure)
                : new TransportException(Code.MISCONFIGURED, "a Kafka client setting is wrong: " + reason, failure);
    }

    /** A request failed. */
    TransportException notAnswered(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        return failure instanceof RetriableException || !(failure instanceof ApiException)
                ? unreachable(reason, failure)
                : new TransportException(Code.REFUSED, "Kafka at " + bootstrapServers + " refuses: " + reason, failure);
    }

    private TransportException unreachable(String reason, Throwable cause) {
        return new TransportException(
                Code.UNREACHABLE,
                "no Kafka broker answers at " + bootstrapServers + "; start one there or correct the address (" + reason
                        + ")",
                cause);
    }

    private static String innermostMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : innermostMessage(cause);
    }
}
