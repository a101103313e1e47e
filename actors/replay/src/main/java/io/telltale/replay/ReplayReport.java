package io.telltale.replay;

import io.telltale.pluginhost.PluginFailure;
import io.telltale.spi.PluginId;
import java.util.List;
import java.util.Set;

/**
 * What replay found.
 *
 * @param events activation events of the sequences that were compared
 * @param verdicts on the log, of the plugins that were replayed, on the sequences that were compared
 * @param differences none if the plugins said the same as live
 * @param accounted differences that the ledger owns up to: statements that were shed, plugins that were restarted or
 *     disabled meanwhile
 * @param failures of plugins during replay; what they then did not say is among the differences
 * @param notReplayed plugins that have verdicts on the log and were not given
 */
public record ReplayReport(
        long events,
        long verdicts,
        List<Difference> differences,
        List<Difference> accounted,
        List<PluginFailure> failures,
        Set<PluginId> notReplayed) {

    public ReplayReport {
        differences = List.copyOf(differences);
        accounted = List.copyOf(accounted);
        failures = List.copyOf(failures);
        notReplayed = Set.copyOf(notReplayed);
    }

    /** Returns whether no plugin failed and replay and live agree, but for what the ledger accounts for. */
    public boolean agrees() {
        return differences.isEmpty() && failures.isEmpty();
    }
}
