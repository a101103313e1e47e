package io.telltale.pluginhost;

import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import io.telltale.spi.Verdict;
import java.util.List;

/** What came of handing one event to one plugin. */
public sealed interface PluginReply {

    /**
     * The plugin judged, and what it said was checked.
     *
     * @param missedEvents events of this sequence that the plugin should have seen since its last one and did not
     * @param forgotten sequences given up because too many were open
     */
    record Answered(
            List<Verdict> verdicts,
            List<ProposedIntervention> interventions,
            long missedEvents,
            List<SequenceId> forgotten)
            implements PluginReply {
        public Answered {
            verdicts = List.copyOf(verdicts);
            interventions = List.copyOf(interventions);
            forgotten = List.copyOf(forgotten);
        }
    }

    /** The plugin was not asked, and need not be. */
    record Skipped(Reason reason) implements PluginReply {
        /** Why a plugin was not asked. */
        public enum Reason {
            /** The plugin has seen this event. */
            DUPLICATE,
            /** The plugin failed on this sequence before. */
            QUARANTINED,
            /** The sequence has ended. */
            ENDED,
            /** The sequence ended before the plugin had seen anything of it. */
            NEVER_SEEN,
            /** The sequence was given up because too many were open. */
            FORGOTTEN,
            /** The step has no position that the plugin asked for. */
            NOT_ASKED_FOR,
            /** The event was captured under a plan without the plugin's sites; it counts as missed. */
            NOT_CAPTURED
        }
    }

    /** The plugin's answer is lost. */
    record Failed(PluginFailure failure) implements PluginReply {}
}
