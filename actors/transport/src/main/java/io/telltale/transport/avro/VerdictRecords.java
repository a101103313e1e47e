package io.telltale.transport.avro;

import io.telltale.schemas.Scale;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Evidence;
import io.telltale.spi.PluginId;
import io.telltale.spi.Score;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.transport.VerdictIssued;
import java.util.List;

/** Maps the event of {@code telltale.verdicts} to its Avro record and back. */
final class VerdictRecords {

    private VerdictRecords() {}

    static io.telltale.schemas.VerdictIssued write(VerdictIssued event) {
        Verdict verdict = event.verdict();
        return io.telltale.schemas.VerdictIssued.newBuilder()
                .setGeneration(event.generation().value())
                .setSequence(event.sequence().index())
                .setPlugin(event.plugin().value())
                .setEventNumber(event.eventNumber())
                .setSubject(verdict.topic())
                .setConclusion(io.telltale.schemas.Conclusion.valueOf(
                        verdict.conclusion().name()))
                .setScore(verdict.score().value())
                .setScale(Scale.valueOf(verdict.score().scale().name()))
                .setRisk(verdict.risk())
                .setFromPosition(verdict.span().from())
                .setUntilPosition(verdict.span().until())
                .setEvidence(verdict.evidence().stream()
                        .map(evidence -> new io.telltale.schemas.Evidence(evidence.name(), evidence.value()))
                        .toList())
                .setAt(event.at())
                .build();
    }

    static VerdictIssued read(io.telltale.schemas.VerdictIssued record) {
        return new VerdictIssued(
                new PluginId(record.getPlugin()),
                GenerationRecords.sequence(record.getGeneration(), record.getSequence()),
                record.getEventNumber(),
                verdict(record),
                record.getAt());
    }

    private static Verdict verdict(io.telltale.schemas.VerdictIssued record) {
        List<Evidence> evidence = record.getEvidence().stream()
                .map(item -> new Evidence(item.getName(), item.getValue()))
                .toList();
        return new Verdict(
                record.getSubject(),
                Conclusion.valueOf(record.getConclusion().name()),
                new Score(
                        record.getScore(), Score.Scale.valueOf(record.getScale().name())),
                record.getRisk(),
                new TokenSpan(record.getFromPosition(), record.getUntilPosition()),
                evidence);
    }
}
