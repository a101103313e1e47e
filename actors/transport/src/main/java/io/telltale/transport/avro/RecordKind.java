package io.telltale.transport.avro;

import io.telltale.schemas.ReleasedSchemas;
import io.telltale.transport.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/** One kind of Avro record: writes it with its schema of today, reads it with every schema it ever had. */
final class RecordKind<R extends SpecificRecordBase> {

    private static final String GENERATED_PACKAGE = ReleasedSchemas.class.getPackageName();

    static {
        // Avro decodes into classes of trusted packages alone; ours is added to those that the process trusts already.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(GENERATED_PACKAGE)));
    }

    private final BinaryMessageEncoder<R> encoder;
    private final BinaryMessageDecoder<R> decoder;
    private final Function<R, LogEvent> toEvent;
    private final Set<Long> fingerprints = new HashSet<>();

    RecordKind(SpecificData model, Schema schema, Function<R, LogEvent> toEvent) {
        this.encoder = new BinaryMessageEncoder<>(model, schema);
        this.decoder = new BinaryMessageDecoder<>(model, schema);
        this.toEvent = toEvent;
        fingerprints.add(SchemaNormalization.parsingFingerprint64(schema));
        for (Schema released : ReleasedSchemas.of(schema.getName())) {
            decoder.addSchema(released);
            fingerprints.add(SchemaNormalization.parsingFingerprint64(released));
        }
    }

    /** Returns the fingerprints of the schemas that this kind reads. */
    Set<Long> fingerprints() {
        return fingerprints;
    }

    Payload encode(R record) {
        try {
            ByteBuffer encoded = encoder.encode(record);
            byte[] payload = new byte[encoded.remaining()];
            encoded.get(payload);
            return Payload.owning(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LogEvent decode(Payload payload) throws IOException {
        return toEvent.apply(decoder.decode(payload.bytes()));
    }
}
