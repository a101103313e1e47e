package io.telltale.pluginhost;

import io.telltale.pluginhost.PluginReply.Answered;
import io.telltale.pluginhost.PluginReply.Failed;
import io.telltale.pluginhost.PluginReply.Skipped;
import io.telltale.pluginhost.PluginReply.Skipped.Reason;
import io.telltale.spi.Activations;
import io.telltale.spi.PluginException;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steering;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin with all its sequences: hands it every event once, in order, cut down to what it asked for, and checks its answers.
 * Nothing that a plugin throws comes out; it costs the plugin that sequence.
 *
 * <p>Used by one thread at a time.
 */
public final class PluginSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(PluginSession.class);

    private final LoadedPlugin plugin;
    private final EventView view;
    private final AnswerCheck check;
    private final SequenceTable table;

    PluginSession(LoadedPlugin plugin, SessionLimits limits) {
        this.plugin = plugin;
        this.view = new EventView(plugin.captureSpec());
        this.check = new AnswerCheck(plugin.model(), limits);
        this.table = new SequenceTable(limits.openSequences());
    }

    /** Hands over the activations of one step. */
    public PluginReply onActivations(Activations event) {
        SequenceId id = event.sequence().id();
        Optional<Reason> closed = table.closed(id);
        if (closed.isPresent()) {
            return new Skipped(closed.get());
        }
        if (!event.modelDigest().equals(plugin.model().digest())) {
            return fail(id, PluginFailure.Kind.WRONG_MODEL, wrongModel(event));
        }
        OpenSequence sequence = table.open(id);
        if (sequence.hasSeen(event)) {
            return new Skipped(Reason.DUPLICATE);
        }
        if (!view.concerns(event)) {
            sequence.pass(event);
            return new Skipped(Reason.NOT_ASKED_FOR);
        }
        return view.of(event, sequence.numberForPlugin(event))
                .map(visible -> judge(sequence, event, visible))
                .orElseGet(() -> new Skipped(Reason.NOT_CAPTURED));
    }

    /**
     * Ends a sequence.
     *
     * @param events that the sequence had; what the plugin did not see of them counts as missed
     */
    public PluginReply onCaptureEnded(SequenceInfo info, long events) {
        SequenceId id = info.id();
        Optional<Reason> closed = table.closed(id);
        if (closed.isPresent()) {
            return new Skipped(closed.get());
        }
        OpenSequence sequence = table.open(id);
        long missed = sequence.missedUntil(events);
        table.close(id, Reason.ENDED);
        return sequence.watcher()
                .map(watcher -> guarded(id, sequence.seenUntil(), missed, watcher::onSequenceEnded))
                .orElseGet(() -> new Skipped(Reason.NEVER_SEEN));
    }

    /** Returns the plugin that this session feeds. */
    public LoadedPlugin plugin() {
        return plugin;
    }

    private PluginReply judge(OpenSequence sequence, Activations event, Activations visible) {
        long missed = sequence.see(event);
        int seenUntil = event.step().until();
        return guarded(
                event.sequence().id(),
                seenUntil,
                missed,
                () -> sequence.watcherOr(() -> plugin.watch(event.sequence())).onActivations(visible));
    }

    private PluginReply guarded(SequenceId id, int seenUntil, long missed, PluginCall call) {
        try {
            Steering answer = call.make();
            return check.objection(answer, seenUntil)
                    .<PluginReply>map(objection -> fail(id, objection.kind(), objection.message()))
                    .orElseGet(() -> answered(answer, missed));
        } catch (PluginException | RuntimeException | LinkageError | StackOverflowError e) {
            LOGGER.atWarn()
                    .addKeyValue("plugin", plugin.descriptor().id())
                    .addKeyValue("sequence", id)
                    .setCause(e)
                    .log("plugin threw");
            return fail(id, PluginFailure.Kind.THREW, e.toString());
        }
    }

    private PluginReply answered(Steering answer, long missed) {
        List<SequenceId> forgotten = table.takeForgotten();
        return new Answered(answer.verdicts(), answer.interventions(), missed, forgotten);
    }

    private PluginReply fail(SequenceId id, PluginFailure.Kind kind, String message) {
        table.close(id, Reason.QUARANTINED);
        return new Failed(new PluginFailure(plugin.descriptor().id(), id, kind, message));
    }

    private String wrongModel(Activations event) {
        return "the event comes from the model with digest " + event.modelDigest() + ", the plugin was loaded for "
                + plugin.model().name() + " with digest " + plugin.model().digest();
    }

    /** One call into a plugin. */
    private interface PluginCall {
        Steering make() throws PluginException;
    }
}
