package io.telltale.transport.avro;

import io.telltale.schemas.Dtype;
import io.telltale.schemas.SiteValues;
import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.Precision;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Maps the events of {@code telltale.activations} to their Avro records and back. */
final class ActivationRecords {

    private ActivationRecords() {}

    static io.telltale.schemas.ActivationsCaptured write(ActivationsCaptured event) {
        Activations activations = event.activations();
        return io.telltale.schemas.ActivationsCaptured.newBuilder()
                .setGeneration(event.generation().value())
                .setSequence(activations.sequence().id().index())
                .setPromptLength(activations.sequence().promptLength())
                .setEventNumber(activations.eventNumber())
                .setFirstPosition(activations.step().from())
                .setTokens(GenerationRecords.list(activations.tokens()))
                .setSites(writeSites(activations.sites(), event.precision()))
                .setModelDigest(activations.modelDigest())
                .setSteeringFingerprint(activations.steeringFingerprint())
                .setAt(event.at())
                .build();
    }

    static ActivationsCaptured read(io.telltale.schemas.ActivationsCaptured record) {
        TokenIds tokens = GenerationRecords.tokens(record.getTokens());
        int from = record.getFirstPosition();
        Activations activations = new Activations(
                sequence(record.getGeneration(), record.getSequence(), record.getPromptLength()),
                record.getEventNumber(),
                new TokenSpan(from, from + tokens.size()),
                tokens,
                readSites(record.getSites()),
                record.getModelDigest(),
                record.getSteeringFingerprint());
        return new ActivationsCaptured(activations, precision(record.getSites()), record.getAt());
    }

    static io.telltale.schemas.CaptureEnded write(CaptureEnded event) {
        return io.telltale.schemas.CaptureEnded.newBuilder()
                .setGeneration(event.generation().value())
                .setSequence(event.sequence().id().index())
                .setPromptLength(event.sequence().promptLength())
                .setEvents(event.events())
                .setAt(event.at())
                .build();
    }

    static CaptureEnded read(io.telltale.schemas.CaptureEnded record) {
        return new CaptureEnded(
                sequence(record.getGeneration(), record.getSequence(), record.getPromptLength()),
                record.getEvents(),
                record.getAt());
    }

    private static SequenceInfo sequence(String generation, int index, int promptLength) {
        return new SequenceInfo(GenerationRecords.sequence(generation, index), promptLength);
    }

    private static List<SiteValues> writeSites(Map<HookSite, SiteActivations> sites, Precision precision) {
        return new TreeMap<>(sites)
                .entrySet().stream()
                        .map(entry -> writeSite(entry.getKey(), entry.getValue(), precision))
                        .toList();
    }

    private static SiteValues writeSite(HookSite site, SiteActivations activations, Precision precision) {
        FloatMatrix values = activations.values();
        return SiteValues.newBuilder()
                .setSite(site.toString())
                .setFirstPosition(activations.positions().from())
                .setDtype(Dtype.valueOf(precision.name()))
                .setShape(List.of(values.rows(), values.columns()))
                .setValues(FloatBytes.write(values.toArray(), precision))
                .build();
    }

    private static Map<HookSite, SiteActivations> readSites(List<SiteValues> records) {
        Map<HookSite, SiteActivations> sites = new LinkedHashMap<>();
        records.forEach(record -> sites.put(HookSite.parse(record.getSite()), readSite(record)));
        return sites;
    }

    private static SiteActivations readSite(SiteValues record) {
        if (record.getShape().size() != 2) {
            throw new IllegalArgumentException("a site's values need a shape of two, not " + record.getShape());
        }
        int rows = record.getShape().get(0);
        int from = record.getFirstPosition();
        float[] values = FloatBytes.read(record.getValues(), precision(record.getDtype()));
        return new SiteActivations(
                new TokenSpan(from, from + rows),
                FloatMatrix.owning(rows, record.getShape().get(1), values));
    }

    /** All sites of an event travel alike; without any the precision has no meaning. */
    private static Precision precision(List<SiteValues> records) {
        return records.isEmpty()
                ? Precision.FLOAT16
                : precision(records.getFirst().getDtype());
    }

    private static Precision precision(Dtype dtype) {
        return switch (dtype) {
            case FLOAT16 -> Precision.FLOAT16;
            case FLOAT32 -> Precision.FLOAT32;
            case UNKNOWN -> throw new IllegalArgumentException("the values' number format is unknown to this version");
        };
    }
}
