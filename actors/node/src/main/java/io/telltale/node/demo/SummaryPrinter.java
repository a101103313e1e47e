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
        DemoSummary.TruthfulRate rate = summary.truthfulRate();
        title("Truthful answers to %d held-out questions about facts that the model knows", rate.questions());
        rates("trickster persona", rate.trickster());
        rates("clerk persona", rate.clerk());
        title("Semantic entropy probe on held-out facts, AUROC of wrong against right answers");
        DemoSummary.Probe probe = summary.probe();
        line("when the answer is written", "%.3f   (%d right, %d wrong)", probe.auroc(), probe.right(), probe.wrong());
        line("before its first token", "%.3f", probe.aurocBeforeAnswer());
        title("Loop: activation captured, judged over Kafka, intervention in force");
        DemoSummary.Loop loop = summary.loop();
        line(
                "lag p50 / p99",
                "%d / %d tokens, %.1f / %.1f ms",
                loop.lagTokensP50(),
                loop.lagTokensP99(),
                loop.lagMillisP50(),
                loop.lagMillisP99());
        line(
                "interventions",
                "%d applied of %d, every one with an outcome on the log",
                loop.applied(),
                loop.requested());
        title("Events and speed");
        DemoSummary.Events events = summary.events();
        line(
                "activation events",
                "%d captured = %d delivered + %d ledgered",
                events.captured(),
                events.delivered(),
                events.ledgered());
        DemoSummary.TokensPerSecond speed = summary.tokensPerSecond();
        line(
                "tokens/s, one sequence",
                "%.0f bare engine, %.0f idle runtime, %.0f with both plugins",
                speed.bare(),
                speed.idle(),
                speed.plugins());
        DemoSummary.Replay replay = summary.replay();
        line(
                "replay of the recorded log",
                "%d events, %d verdicts, %s",
                replay.events(),
                replay.verdicts(),
                replay.differences() == 0
                        ? palette.good("no difference to live")
                        : palette.bad(replay.differences() + " differences to live"));
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
