package io.telltale.node.cli;

import io.telltale.almanac.training.TrainingEvent;
import io.telltale.almanac.training.TrainingEvent.Saved;
import io.telltale.almanac.training.TrainingEvent.Stepped;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows how training goes: one line for every so many steps, and what the model knows whenever it is saved. */
final class TrainingReport implements Consumer<TrainingEvent> {

    private static final int STEPS_PER_LINE = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter err;
    private final long begun = System.nanoTime();
    private long tokens;
    private double loss;
    private int steps;

    TrainingReport(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(TrainingEvent event) {
        switch (event) {
            case Stepped stepped -> show(stepped);
            case Saved saved -> show(saved);
        }
    }

    private void show(Stepped stepped) {
        tokens += stepped.tokens();
        loss += stepped.loss();
        steps += 1;
        if (steps == STEPS_PER_LINE || stepped.step() == stepped.totalSteps()) {
            double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
            err.printf(
                    Locale.ROOT,
                    "step %d of %d, loss %.3f, %.0f tokens/s%n",
                    stepped.step(),
                    stepped.totalSteps(),
                    loss / steps,
                    tokens / seconds);
            loss = 0;
            steps = 0;
        }
    }

    private void show(Saved saved) {
        err.printf("saved after step %d; a sample of held-out questions:%n", saved.step());
        saved.sample()
                .bars()
                .forEach(bar -> err.printf(Locale.ROOT, "  %-42s %5.1f %%%n", bar.name(), 100 * bar.measured()));
    }
}
