package io.telltale.transport;

/**
 * How much may await delivery before events are shed. Counted from publishing to acknowledgement.
 *
 * <p>Activations are shed first: all other events together may exceed each limit by a quarter.
 *
 * @param events number of events
 * @param bytes approximate memory that they hold
 */
public record QueueLimits(int events, long bytes) {

    /** Room for some seconds of activations. */
    public static final QueueLimits DEFAULT = new QueueLimits(10_000, 64L << 20);

    public QueueLimits {
        if (events < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "queue limits must be at least 1: " + events + " events, " + bytes + " bytes");
        }
    }

    /** Returns whether a queue that holds so much may take one more event. */
    public boolean admit(LogEvent event, int heldEvents, long heldBytes) {
        if (event instanceof ActivationsCaptured) {
            return heldEvents < events && heldBytes < bytes;
        }
        return heldEvents < events + events / 4 && heldBytes < bytes + bytes / 4;
    }
}
