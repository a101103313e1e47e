package io.telltale.pluginhost;

import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.Steering;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.Verdict;
import java.util.Optional;

/** Checks what a plugin answered against its limits, the model and the sequence. */
record AnswerCheck(ModelSpec model, SessionLimits limits) {

    /** What is wrong with an answer. */
    record Objection(PluginFailure.Kind kind, String message) {}

    /**
     * Looks for something wrong.
     *
     * @param seenUntil position after the last that the plugin has seen
     */
    Optional<Objection> objection(Steering answer, int seenUntil) {
        return flood(answer)
                .or(() -> answer.verdicts().stream()
                        .flatMap(verdict -> objection(verdict, seenUntil).stream())
                        .findFirst())
                .or(() -> answer.interventions().stream()
                        .flatMap(proposed -> objection(proposed).stream())
                        .findFirst());
    }

    private Optional<Objection> flood(Steering answer) {
        int verdicts = answer.verdicts().size();
        int interventions = answer.interventions().size();
        if (verdicts > limits.verdictsPerEvent()) {
            return flooded(verdicts + " verdicts on one event, allowed are " + limits.verdictsPerEvent());
        }
        if (interventions > limits.interventionsPerEvent()) {
            return flooded(
                    interventions + " interventions on one event, allowed are " + limits.interventionsPerEvent());
        }
        return Optional.empty();
    }

    private Optional<Objection> objection(Verdict verdict, int seenUntil) {
        if (verdict.evidence().size() > limits.evidencePerVerdict()) {
            return flooded(verdict.evidence().size() + " pieces of evidence in one verdict, allowed are "
                    + limits.evidencePerVerdict());
        }
        if (verdict.span().length() == 0 || verdict.span().until() > seenUntil) {
            return invalid("a verdict judges the positions " + verdict.span() + ", seen are those before " + seenUntil);
        }
        return Optional.empty();
    }

    private Optional<Objection> objection(ProposedIntervention proposed) {
        return switch (proposed.intervention()) {
            case Addition addition -> objection(addition.site(), addition.direction());
            case Ablation ablation -> objection(ablation.site(), ablation.direction());
            case StopGeneration stop -> Optional.empty();
        };
    }

    private Optional<Objection> objection(HookSite site, Direction direction) {
        if (!model.has(site)) {
            return invalid(
                    "an intervention at " + site + ", but " + model.name() + " has " + model.layers() + " layers");
        }
        int width = model.widthAt(site.point());
        if (direction.width() != width) {
            return invalid("a direction of width " + direction.width() + " at " + site + ", whose width is " + width);
        }
        return Optional.empty();
    }

    private static Optional<Objection> flooded(String message) {
        return Optional.of(new Objection(PluginFailure.Kind.FLOODED, message));
    }

    private static Optional<Objection> invalid(String message) {
        return Optional.of(new Objection(PluginFailure.Kind.INVALID_ANSWER, message));
    }
}
