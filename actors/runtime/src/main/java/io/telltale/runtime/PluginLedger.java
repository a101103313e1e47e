package io.telltale.runtime;

import io.telltale.pluginhost.PluginReply;
import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;
import io.telltale.transport.LedgerEntry;

/** Puts on the ledger what a plugin could not do. The detail of every entry begins with the plugin. */
record PluginLedger(PluginId plugin, RuntimeServices services) {

    void disabled(String reason) {
        publish(LedgerEntry.Kind.PLUGIN_DISABLED, reason);
    }

    void restarted(String reason) {
        publish(LedgerEntry.Kind.PLUGIN_RESTARTED, reason);
    }

    /** Notes the gaps of which an answer tells. */
    void gaps(SequenceId sequence, PluginReply.Answered answer) {
        if (answer.missedEvents() > 0) {
            publish(sequence, LedgerEntry.Kind.EVENTS_MISSED, answer.missedEvents(), "it did not see these events");
        }
        answer.forgotten()
                .forEach(forgotten -> publish(
                        forgotten, LedgerEntry.Kind.SEQUENCE_FORGOTTEN, 1, "it watched too many sequences at once"));
    }

    private void publish(LedgerEntry.Kind kind, String reason) {
        services.log()
                .publish(LedgerEntry.ofNode(
                        kind, detail(reason), services.clock().instant()));
    }

    private void publish(SequenceId sequence, LedgerEntry.Kind kind, long count, String reason) {
        services.log()
                .publish(new LedgerEntry(
                        sequence.generation(),
                        sequence.index(),
                        kind,
                        LedgerEntry.NO_EVENT_NUMBER,
                        count,
                        detail(reason),
                        services.clock().instant()));
    }

    private String detail(String reason) {
        return plugin + ": " + reason;
    }
}
