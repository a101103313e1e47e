package io.telltale.transport.avro;

import static io.telltale.transport.SampleEvents.SEQUENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.Float16;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Precision;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.LogEvent;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    private static final HookSite RESIDUAL = new HookSite(12, HookPoint.RESID_POST);

    private final EventCodec codec = new EventCodec();

    static List<LogEvent> events() {
        return SampleEvents.ofEveryKind();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventSurvivesTheRoundTrip(LogEvent event) {
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void theSameEventAlwaysBecomesTheSameBytes(LogEvent event) {
        Payload payload = codec.encode(event);

        assertThat(codec.encode(codec.decode(payload))).isEqualTo(payload);
    }

    @Test
    void aRecordBeginsWithTheMarkerAndTheFingerprintOfItsSchema() {
        byte[] bytes = codec.encode(SampleEvents.activations(0)).bytes();

        // C3 01 and the little-endian CRC-64-AVRO of the schema, as the Avro specification says.
        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2))
                .isEqualTo(org.apache.avro.SchemaNormalization.parsingFingerprint64(
                        io.telltale.schemas.ActivationsCaptured.getClassSchema()));
    }

    @Test
    void valuesTravelAsLittleEndianHalves() {
        // 1 is 3C00, -2 is C000 and 65504 is 7BFF in half precision (IEEE 754).
        byte[] bytes = codec.encode(SampleEvents.activations(SEQUENCE, 0, Precision.FLOAT16, 1, -2, 65504))
                .bytes();

        assertThat(HexFormat.of().formatHex(bytes)).contains("003c00c0ff7b");
    }

    @Test
    void valuesTravelAsLittleEndianSinglesIfAsked() {
        byte[] bytes = codec.encode(SampleEvents.activations(SEQUENCE, 0, Precision.FLOAT32, 1, -2, 0.1f))
                .bytes();

        assertThat(HexFormat.of().formatHex(bytes)).contains("0000803f" + "000000c0" + "cdcccc3d");
    }

    @Test
    void halvesArriveAsFloat16RoundsThem() {
        float[] values = {
            0,
            -0f,
            65504,
            65519,
            65520,
            1e30f,
            -1e30f,
            Float.MIN_VALUE,
            5.9604645e-8f,
            2.9802322e-8f,
            6.097555e-5f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        };

        FloatMatrix arrived = roundTrip(Precision.FLOAT16, values);

        assertThat(arrived).isEqualTo(Float16.round(FloatMatrix.copyOf(1, values.length, values)));
        // Subnormals go down to 2^-24; half of that is a tie and goes to the even zero. 6.097555e-5 is the largest
        // subnormal.
        assertThat(arrived.toArray())
                .containsExactly(
                        0,
                        -0f,
                        65504,
                        65504,
                        65504,
                        65504,
                        -65504,
                        0,
                        5.9604645e-8f,
                        0,
                        6.097555e-5f,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY);
    }

    @Test
    void randomValuesRoundAtMostByHalfAUnit() {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() - 0.5) * Math.pow(2, random.nextInt(-13, 16)));
        }

        float[] arrived = roundTrip(Precision.FLOAT16, values).toArray();

        for (int i = 0; i < values.length; i++) {
            // A half has 11 significant bits, and subnormals are multiples of 2^-24.
            double bound = Math.max(Math.abs(values[i]) * Math.pow(2, -11), Math.pow(2, -25));
            assertThat((double) Math.abs(arrived[i] - values[i])).isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void manyPositionsAtSeveralSitesSurvive() {
        TokenSpan step = new TokenSpan(0, 5);
        TokenSpan last = new TokenSpan(3, 5);
        Activations activations = new Activations(
                new SequenceInfo(SEQUENCE, 5),
                0,
                step,
                TokenIds.of(9, 8, 7, 6, 5),
                Map.of(
                        RESIDUAL,
                        new SiteActivations(last, FloatMatrix.copyOf(2, 2, new float[] {1, 2, 3, 4})),
                        HookSite.of(HookPoint.EMBED),
                        new SiteActivations(step, FloatMatrix.copyOf(5, 1, new float[5]))),
                "digest",
                "addition@12");
        LogEvent event = new ActivationsCaptured(activations, Precision.FLOAT32, SampleEvents.AT);

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void activationsWithoutSitesSurvive() {
        Activations activations = new Activations(
                new SequenceInfo(SEQUENCE, 1), 0, TokenSpan.at(0), TokenIds.of(1), Map.of(), "digest", "");
        LogEvent event = new ActivationsCaptured(activations, Precision.FLOAT32, SampleEvents.AT);

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void aThreadThatNeverSawAvroDecodes() {
        LogEvent event = SampleEvents.activations(3);
        Payload payload = codec.encode(event);
        var decoded = new CompletableFuture<LogEvent>();

        Thread.ofPlatform().start(() -> decoded.complete(new EventCodec().decode(payload)));

        assertThat(decoded.join()).isEqualTo(event);
    }

    @Test
    void bytesOfOthersAreRefusedWithAReason() {
        assertUnreadable(Payload.owning(), "0 bytes is too short");
        assertUnreadable(Payload.owning(new byte[40]), "no schema with the fingerprint 0000000000000000");
    }

    @Test
    void aTruncatedRecordIsRefused() {
        byte[] whole = codec.encode(SampleEvents.activations(0)).bytes();

        for (int length = 10; length < whole.length; length++) {
            assertUnreadable(Payload.owning(Arrays.copyOf(whole, length)), "");
        }
    }

    @Test
    void aRecordWithGarbledBytesIsDecodedOrRefusedButNothingElse() {
        byte[] whole = codec.encode(SampleEvents.activations(0)).bytes();

        for (int at = 10; at < whole.length; at++) {
            byte[] garbled = whole.clone();
            garbled[at] = (byte) 0xFF;
            try {
                codec.decode(Payload.owning(garbled));
            } catch (TransportException e) {
                assertThat(e.code()).isEqualTo(Code.UNREADABLE);
            }
        }
    }

    @Test
    void aRecordThatClaimsToBeHugeIsRefusedWithoutMakingRoomForIt() {
        byte[] whole = codec.encode(SampleEvents.activations(0)).bytes();
        // The length 2^31 - 1 as Avro writes it: zigzag, seven bits a byte.
        byte[] huge = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};

        for (int at = 10; at < whole.length - huge.length; at++) {
            byte[] garbled = whole.clone();
            System.arraycopy(huge, 0, garbled, at, huge.length);
            try {
                codec.decode(Payload.owning(garbled));
            } catch (TransportException e) {
                assertThat(e.code()).isEqualTo(Code.UNREADABLE);
            }
        }
    }

    private FloatMatrix roundTrip(Precision precision, float[] values) {
        LogEvent decoded = codec.decode(codec.encode(SampleEvents.activations(SEQUENCE, 0, precision, values)));
        return ((ActivationsCaptured) decoded).activations().at(RESIDUAL).values();
    }

    private void assertUnreadable(Payload payload, String message) {
        assertThatThrownBy(() -> codec.decode(payload))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(message)
                .extracting(failure -> ((TransportException) failure).code())
                .isEqualTo(Code.UNREADABLE);
    }
}
