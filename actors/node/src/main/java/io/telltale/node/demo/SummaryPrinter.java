package io.telltale.node.demo;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the figures of a demo. */
final class SummaryPrinter {

    private static final double PERCENT = 100;

    private final PrintWriter out;
    private final Palette palette;

    SummaryPrinter(PrintWriter out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    void print(DemoSummary summary) {
        print(summary.truthfulRate());
        print(summary.probe());
        print(summary.loop());
        title("Events and speed");
        print(summary.events());
        print(summary.tokensPerSecond());
        print(summary.replay());
    }

    private void print(DemoSummary.TruthfulRate rate) {
        title("Truthful answers to %d held-out questions about facts that the model knows", rate.questions());
        rates("trickster persona", rate.trickster());
        rates("clerk persona", rate.clerk());
    }

    private void print(DemoSummary.Probe probe) {
        title("Semantic entropy probe on held-out facts, AUROC of wrong against right answers");
        line("when the answer is written", "%.3f   (%d right, %d wrong)", probe.auroc(), probe.right(), probe.wrong());
        line("before its first token", "%.3f", probe.aurocBeforeAnswer());
    }

    private void print(DemoSummary.Loop loop) {
        title("Loop: activation captured, judged over Kafka, intervention in force");
        line(
                "lag p50 / p99",
                "%d / %d tokens, %.1f / %.1f ms",
                loop.lagTokensP50(),
                loop.lagTokensP99(),
                loop.lagMillisP50(),
                loop.lagMillisP99());
        line(
                "interventions",
                "%d applied, %d late, %d expired; %s",
                loop.applied(),
                loop.late(),
                loop.expired(),
                loop.undecided() == 0
                        ? "none without an outcome"
                        : palette.bad(loop.undecided() + " without an outcome"));
    }

    private void print(DemoSummary.Events events) {
        line(
                "activation events",
                "%d captured = %d delivered + %d ledgered",
                events.captured(),
                events.delivered(),
                events.ledgered());
    }

    private void print(DemoSummary.TokensPerSecond speed) {
        line(
                "tokens/s, one sequence",
                "%.0f bare engine, %.0f idle runtime, %.0f with both plugins",
                speed.bare(),
                speed.idle(),
                speed.plugins());
    }

    private void print(DemoSummary.Replay replay) {
        line(
                "replay of the recorded log",
                "%d events, %d verdicts, %s",
                replay.events(),
                replay.verdicts(),
                replay.differences() == 0
                        ? palette.good("no difference to live")
                        : palette.bad(replay.differences() + " differences to live"));
        if (replay.accounted() > 0) {
            line("", "%d differences that the ledger accounts for", replay.accounted());
        }
    }

    private void rates(String who, DemoSummary.Rates rates) {
        line(
                who,
                "%.1f %% without steering, %s with  (%+.1f points)",
                rates.unsteered() * PERCENT,
                palette.strong(String.format(Locale.ROOT, "%.1f %%", rates.steered() * PERCENT)),
                (rates.steered() - rates.unsteered()) * PERCENT);
    }

    @FormatMethod
    private void title(@FormatString String format, Object... arguments) {
        out.println();
        out.println(palette.strong(String.format(Locale.ROOT, format, arguments)));
    }

    @FormatMethod
    private void line(String label, @FormatString String format, Object... arguments) {
        out.printf(Locale.ROOT, "  %-36s %s%n", label, String.format(Locale.ROOT, format, arguments));
    }
}
