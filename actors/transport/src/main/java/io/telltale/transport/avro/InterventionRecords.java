package io.telltale.transport.avro;

import io.telltale.schemas.InterventionKind;
import io.telltale.schemas.Outcome;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.InterventionOutcome.Applied;
import io.telltale.spi.InterventionOutcome.Expired;
import io.telltale.spi.InterventionOutcome.Late;
import io.telltale.spi.InterventionOutcome.Rejected;
import io.telltale.spi.InterventionOutcome.Superseded;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginId;
import io.telltale.spi.Precision;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.StopGeneration;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionId;
import io.telltale.transport.InterventionRequested;
import java.nio.ByteBuffer;

/** Maps the events of {@code telltale.interventions} to their Avro records and back. */
final class InterventionRecords {

    private InterventionRecords() {}

    static io.telltale.schemas.InterventionRequested write(InterventionRequested event) {
        InterventionWindow window = event.proposal().window();
        var builder = io.telltale.schemas.InterventionRequested.newBuilder()
                .setGeneration(event.generation().value())
                .setSequence(event.sequence().index())
                .setIntervention(event.id().value())
                .setPlugin(event.plugin().value())
                .setFromPosition(window.from())
                .setUntilPosition(window.until())
                .setDecidedAt(event.decidedAt())
                .setAt(event.at());
        return switch (event.proposal().intervention()) {
            case Addition addition ->
                builder.setKind(InterventionKind.ADDITION)
                        .setSite(addition.site().toString())
                        .setDirection(bytes(addition.direction()))
                        .setStrength(addition.strength())
                        .build();
            case Ablation ablation ->
                builder.setKind(InterventionKind.ABLATION)
                        .setSite(ablation.site().toString())
                        .setDirection(bytes(ablation.direction()))
                        .build();
            case StopGeneration stop ->
                builder.setKind(InterventionKind.STOP_GENERATION)
                        .setReason(stop.reason())
                        .build();
        };
    }

    static InterventionRequested read(io.telltale.schemas.InterventionRequested record) {
        return new InterventionRequested(
                new InterventionId(record.getIntervention()),
                new PluginId(record.getPlugin()),
                GenerationRecords.sequence(record.getGeneration(), record.getSequence()),
                new ProposedIntervention(
                        intervention(record),
                        new InterventionWindow(record.getFromPosition(), record.getUntilPosition())),
                record.getDecidedAt(),
                record.getAt());
    }

    static io.telltale.schemas.InterventionDecided write(InterventionDecided event) {
        var builder = io.telltale.schemas.InterventionDecided.newBuilder()
                .setGeneration(event.generation().value())
                .setSequence(event.sequence().index())
                .setIntervention(event.id().value())
                .setPlugin(event.plugin().value())
                .setLagTokens(event.lagTokens())
                .setLagMillis(event.lagMillis())
                .setAt(event.at());
        switch (event.outcome()) {
            case Applied applied -> builder.setOutcome(Outcome.APPLIED).setPosition(applied.position());
            case Rejected rejected -> builder.setOutcome(Outcome.REJECTED).setReason(rejected.reason());
            case Late late -> builder.setOutcome(Outcome.LATE).setLateTokens(late.lagTokens());
            case Expired expired -> builder.setOutcome(Outcome.EXPIRED);
            case Superseded superseded -> builder.setOutcome(Outcome.SUPERSEDED);
        }
        return builder.build();
    }

    static InterventionDecided read(io.telltale.schemas.InterventionDecided record) {
        return new InterventionDecided(
                new InterventionId(record.getIntervention()),
                new PluginId(record.getPlugin()),
                GenerationRecords.sequence(record.getGeneration(), record.getSequence()),
                outcome(record),
                record.getLagTokens(),
                record.getLagMillis(),
                record.getAt());
    }

    private static Intervention intervention(io.telltale.schemas.InterventionRequested record) {
        return switch (record.getKind()) {
            case ADDITION -> new Addition(HookSite.parse(record.getSite()), direction(record), record.getStrength());
            case ABLATION -> new Ablation(HookSite.parse(record.getSite()), direction(record));
            case STOP_GENERATION -> new StopGeneration(record.getReason());
            case UNKNOWN -> throw new IllegalArgumentException("a kind of intervention unknown to this version");
        };
    }

    private static InterventionOutcome outcome(io.telltale.schemas.InterventionDecided record) {
        return switch (record.getOutcome()) {
            case APPLIED -> new Applied(record.getPosition());
            case REJECTED -> new Rejected(record.getReason());
            case LATE -> new Late(record.getLateTokens());
            case EXPIRED -> new Expired();
            case SUPERSEDED -> new Superseded();
            case UNKNOWN -> throw new IllegalArgumentException("an outcome unknown to this version");
        };
    }

    private static ByteBuffer bytes(Direction direction) {
        return FloatBytes.write(direction.toArray(), Precision.FLOAT32);
    }

    private static Direction direction(io.telltale.schemas.InterventionRequested record) {
        return Direction.of(FloatBytes.read(record.getDirection(), Precision.FLOAT32));
    }
}
