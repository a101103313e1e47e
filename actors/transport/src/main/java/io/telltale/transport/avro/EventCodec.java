package io.telltale.transport.avro;

import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.GenerationEnded;
import io.telltale.transport.GenerationStarted;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LogEvent;
import io.telltale.transport.TokenSampled;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import io.telltale.transport.VerdictIssued;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes events as Avro records in single-object encoding, and decodes them, whatever release wrote them.
 *
 * <p>The same event always becomes the same bytes. Safe for use by several threads.
 */
public final class EventCodec {

    private static final int FINGERPRINT_AT = 2;
    private static final int HEADER_BYTES = FINGERPRINT_AT + Long.BYTES;

    private final RecordKind<io.telltale.schemas.GenerationStarted> generationStarted = new RecordKind<>(
            new io.telltale.schemas.GenerationStarted().getSpecificData(),
            io.telltale.schemas.GenerationStarted.getClassSchema(),
            GenerationRecords::read);
    private final RecordKind<io.telltale.schemas.TokenSampled> tokenSampled = new RecordKind<>(
            new io.telltale.schemas.TokenSampled().getSpecificData(),
            io.telltale.schemas.TokenSampled.getClassSchema(),
            GenerationRecords::read);
    private final RecordKind<io.telltale.schemas.GenerationEnded> generationEnded = new RecordKind<>(
            new io.telltale.schemas.GenerationEnded().getSpecificData(),
            io.telltale.schemas.GenerationEnded.getClassSchema(),
            GenerationRecords::read);
    private final RecordKind<io.telltale.schemas.ActivationsCaptured> activationsCaptured = new RecordKind<>(
            new io.telltale.schemas.ActivationsCaptured().getSpecificData(),
            io.telltale.schemas.ActivationsCaptured.getClassSchema(),
            ActivationRecords::read);
    private final RecordKind<io.telltale.schemas.CaptureEnded> captureEnded = new RecordKind<>(
            new io.telltale.schemas.CaptureEnded().getSpecificData(),
            io.telltale.schemas.CaptureEnded.getClassSchema(),
            ActivationRecords::read);
    private final RecordKind<io.telltale.schemas.VerdictIssued> verdictIssued = new RecordKind<>(
            new io.telltale.schemas.VerdictIssued().getSpecificData(),
            io.telltale.schemas.VerdictIssued.getClassSchema(),
            VerdictRecords::read);
    private final RecordKind<io.telltale.schemas.InterventionRequested> interventionRequested = new RecordKind<>(
            new io.telltale.schemas.InterventionRequested().getSpecificData(),
            io.telltale.schemas.InterventionRequested.getClassSchema(),
            InterventionRecords::read);
    private final RecordKind<io.telltale.schemas.InterventionDecided> interventionDecided = new RecordKind<>(
            new io.telltale.schemas.InterventionDecided().getSpecificData(),
            io.telltale.schemas.InterventionDecided.getClassSchema(),
            InterventionRecords::read);
    private final RecordKind<io.telltale.schemas.LedgerEntry> ledgerEntry = new RecordKind<>(
            new io.telltale.schemas.LedgerEntry().getSpecificData(),
            io.telltale.schemas.LedgerEntry.getClassSchema(),
            LedgerRecords::read);

    private final Map<Long, RecordKind<?>> kindsByFingerprint = new HashMap<>();

    public EventCodec() {
        for (RecordKind<?> kind : List.of(
                generationStarted,
                tokenSampled,
                generationEnded,
                activationsCaptured,
                captureEnded,
                verdictIssued,
                interventionRequested,
                interventionDecided,
                ledgerEntry)) {
            kind.fingerprints().forEach(fingerprint -> kindsByFingerprint.put(fingerprint, kind));
        }
    }

    /** Returns the record of an event: two marker bytes, the schema's fingerprint, the fields. */
    public Payload encode(LogEvent event) {
        return switch (event) {
            case GenerationStarted started -> generationStarted.encode(GenerationRecords.write(started));
            case TokenSampled sampled -> tokenSampled.encode(GenerationRecords.write(sampled));
            case GenerationEnded ended -> generationEnded.encode(GenerationRecords.write(ended));
            case ActivationsCaptured captured -> activationsCaptured.encode(ActivationRecords.write(captured));
            case CaptureEnded ended -> captureEnded.encode(ActivationRecords.write(ended));
            case VerdictIssued issued -> verdictIssued.encode(VerdictRecords.write(issued));
            case InterventionRequested requested -> interventionRequested.encode(InterventionRecords.write(requested));
            case InterventionDecided decided -> interventionDecided.encode(InterventionRecords.write(decided));
            case LedgerEntry entry -> ledgerEntry.encode(LedgerRecords.write(entry));
        };
    }

    /**
     * Returns the event of a record.
     *
     * @throws TransportException with {@link Code#UNREADABLE} if the bytes are none of our records
     */
    public LogEvent decode(Payload payload) {
        RecordKind<?> kind = kindOf(payload);
        try {
            return kind.decode(payload);
        } catch (IOException | RuntimeException e) {
            throw new TransportException(
                    Code.UNREADABLE, "a record of " + payload.size() + " bytes cannot be decoded: " + e, e);
        }
    }

    private RecordKind<?> kindOf(Payload payload) {
        if (payload.size() < HEADER_BYTES) {
            throw new TransportException(
                    Code.UNREADABLE, "a record of " + payload.size() + " bytes is too short to be an Avro record");
        }
        long fingerprint =
                ByteBuffer.wrap(payload.bytes()).order(ByteOrder.LITTLE_ENDIAN).getLong(FINGERPRINT_AT);
        RecordKind<?> kind = kindsByFingerprint.get(fingerprint);
        if (kind == null) {
            throw new TransportException(
                    Code.UNREADABLE,
                    "no schema with the fingerprint %016x is known; a newer version may have written the record"
                            .formatted(fingerprint));
        }
        return kind;
    }
}
