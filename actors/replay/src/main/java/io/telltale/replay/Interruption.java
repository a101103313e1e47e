package io.telltale.replay;

import io.telltale.spi.PluginId;
import io.telltale.transport.LedgerEntry;
import java.time.Instant;

/**
 * A restart or the disabling of a plugin.
 *
 * <p>Nobody recorded when a plugin began to fail and when it was back, but what it said proves that it worked. So an interruption
 * lasts from the last event that the plugin spoke of before the ledger's entry to the first one that it spoke of after it, and
 * explains what became of the events captured since the former, on sequences begun before the latter: those events were lost, and
 * what the plugin said later of such a sequence it said without having seen all of it.
 */
final class Interruption {

    private final LedgerEntry entry;
    private Instant lastBefore = Instant.MIN;
    private Instant firstAfter = Instant.MAX;

    Interruption(LedgerEntry entry) {
        this.entry = entry;
    }

    boolean concerns(PluginId plugin) {
        // The detail of such an entry begins with the plugin.
        return entry.detail().startsWith(plugin + ":");
    }

    /** Learns that the plugin spoke of an event. */
    void spoke(Instant said, Instant captured) {
        if (said.isAfter(entry.at())) {
            firstAfter = captured.isBefore(firstAfter) ? captured : firstAfter;
        } else {
            lastBefore = captured.isAfter(lastBefore) ? captured : lastBefore;
        }
    }

    /** Returns whether it explains that the plugin said something else of an event, or nothing, or too much. */
    boolean explains(Instant sequenceBegun, Instant captured) {
        return captured.isAfter(lastBefore) && sequenceBegun.isBefore(firstAfter);
    }
}
