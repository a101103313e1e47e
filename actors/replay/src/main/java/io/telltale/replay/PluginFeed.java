package io.telltale.replay;

import io.telltale.pluginhost.PluginFailure;
import io.telltale.pluginhost.PluginReply;
import io.telltale.pluginhost.PluginSession;
import io.telltale.replay.Conclusions.Judged;
import io.telltale.replay.Conclusions.Line;
import io.telltale.replay.Conclusions.Proposed;
import io.telltale.spi.Activations;
import io.telltale.spi.PluginId;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.LogEvent;
import java.util.ArrayList;
import java.util.List;

/** Feeds one plugin, as its worker does live, and keeps what it says. */
final class PluginFeed {

    private final PluginSession session;
    private final Conclusions conclusions = new Conclusions();
    private final List<PluginFailure> failures = new ArrayList<>();

    PluginFeed(PluginSession session) {
        this.session = session;
    }

    PluginId plugin() {
        return session.plugin().descriptor().id();
    }

    Conclusions conclusions() {
        return conclusions;
    }

    List<PluginFailure> failures() {
        return failures;
    }

    void accept(LogEvent event) {
        switch (event) {
            case ActivationsCaptured captured -> {
                Activations step = captured.activations();
                Line line = new Line(plugin(), step.sequence().id());
                keep(
                        line,
                        session.onActivations(step),
                        step.eventNumber(),
                        step.step().until() - 1);
            }
            case CaptureEnded ended -> {
                Line line = new Line(plugin(), ended.sequence().id());
                keep(line, session.onCaptureEnded(ended.sequence(), ended.events()), ended.events(), 0);
            }
            default -> throw new IllegalArgumentException("not an event of the activations: " + event);
        }
    }

    private void keep(Line line, PluginReply reply, long eventNumber, int lastPosition) {
        switch (reply) {
            case PluginReply.Answered answered -> {
                answered.verdicts().forEach(verdict -> conclusions.add(line, new Judged(eventNumber, verdict)));
                answered.interventions()
                        .forEach(proposal -> conclusions.add(line, new Proposed(lastPosition, proposal)));
            }
            case PluginReply.Skipped skipped -> {}
            case PluginReply.Failed failed -> failures.add(failed.failure());
        }
    }
}
