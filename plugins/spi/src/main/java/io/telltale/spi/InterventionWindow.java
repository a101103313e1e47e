package io.telltale.spi;

/**
 * The positions at which an intervention holds.
 *
 * @param from first position whose forward pass it may change
 * @param until position from which on it no longer holds
 */
public record InterventionWindow(int from, int until) {

    /** The end of a window that lasts as long as the sequence. */
    public static final int END_OF_SEQUENCE = Integer.MAX_VALUE;

    public InterventionWindow {
        if (from < 0 || until <= from) {
            throw new IllegalArgumentException("not a window of positions: [" + from + ", " + until + ")");
        }
    }

    public boolean covers(int position) {
        return from <= position && position < until;
    }
}
