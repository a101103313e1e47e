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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        if (anyMissing(verdict.topic(), verdict.conclusion(), verdict.score(), verdict.span())
                || anyMissing(verdict.score().scale())) {
            return invalid("a verdict without topic, conclusion, score or span");
        }
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
        if (anyMissing(proposed.intervention(), proposed.window())) {
            return invalid("a proposal without intervention or window");
        }
        return switch (proposed.intervention()) {
            case Addition addition ->
                strengthObjection(addition.strength()).or(() -> objection(addition.site(), addition.direction()));
            case Ablation ablation -> objection(ablation.site(), ablation.direction());
            case StopGeneration stop ->
                anyMissing(stop.reason()) ? invalid("a stop without a reason") : Optional.empty();
        };
    }

    /** Models compute in single precision at best. */
    private static Optional<Objection> strengthObjection(double strength) {
        return Float.isFinite((float) strength)
                ? Optional.empty()
                : invalid("a strength of " + strength + ", which no activation can take");
    }

    private Optional<Objection> objection(HookSite site, Direction direction) {
        if (anyMissing(site, direction)) {
            return invalid("an intervention without site or direction");
        }
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

    /** Records of plugins may hold what their types forbid. */
    private static boolean anyMissing(@Nullable Object... parts) {
        return Stream.of(parts).anyMatch(Objects::isNull);
    }

    private static Optional<Objection> flooded(String message) {
        return Optional.of(new Objection(PluginFailure.Kind.FLOODED, message));
    }

    private static Optional<Objection> invalid(String message) {
        return Optional.of(new Objection(PluginFailure.Kind.INVALID_ANSWER, message));
    }
}
