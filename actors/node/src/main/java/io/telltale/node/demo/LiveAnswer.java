package io.telltale.node.demo;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.SampledToken;
import io.telltale.spi.GenerationId;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.SequenceId;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.LogEvent;
import io.telltale.transport.VerdictIssued;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints one answer while it is written. A token is shown when its verdict has come, or two tokens later; an intervention where it
 * first changed what was written. Safe for use by several threads.
 */
final class LiveAnswer implements GenerationListener {

    private static final int PATIENCE = 2;

    private final PrintWriter out;
    private final Palette palette;
    private final Queue<SampledToken> waiting = new ArrayDeque<>();
    private final Map<Integer, Double> riskAt = new HashMap<>();
    private final Set<Integer> steeredAt = new HashSet<>();
    private @Nullable SequenceId sequence;
    private int applied;

    LiveAnswer(PrintWriter out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    @Override
    public synchronized void onToken(SampledToken token) {
        sequence = new SequenceId(token.generation(), 0);
        waiting.add(token);
        show(PATIENCE);
    }

    @Override
    public synchronized void onRemainingText(GenerationId generation, String text) {
        show(0);
        out.print(text);
    }

    @Override
    public synchronized void onEnded(GenerationEnd end) {
        show(0);
        out.println();
    }

    /** Takes in an event from the log. */
    synchronized void onEvent(LogEvent event) {
        if (event instanceof VerdictIssued issued && issued.sequence().equals(sequence)) {
            onVerdict(issued);
        } else if (event instanceof InterventionDecided decided
                && decided.sequence().equals(sequence)) {
            onDecided(decided);
        }
    }

    /** Returns how many interventions took effect. */
    synchronized int applied() {
        return applied;
    }

    private void onVerdict(VerdictIssued issued) {
        int position = issued.verdict().span().until() - 1;
        riskAt.merge(position, issued.verdict().risk(), Math::max);
        show(PATIENCE);
    }

    private void onDecided(InterventionDecided decided) {
        if (decided.outcome() instanceof InterventionOutcome.Applied first) {
            applied++;
            steeredAt.add(first.position());
        }
    }

    private void show(int patience) {
        while (!waiting.isEmpty()
                && (waiting.size() > patience
                        || riskAt.containsKey(waiting.element().position()))) {
            print(waiting.remove());
        }
    }

    private void print(SampledToken token) {
        if (steeredAt.contains(token.position() - 1)) {
            out.print(palette.mark("⟨steer⟩"));
        }
        out.print(palette.risk(riskAt.getOrDefault(token.position(), 0.0), token.text()));
        out.flush();
    }
}
