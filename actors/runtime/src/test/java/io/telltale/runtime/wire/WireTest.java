package io.telltale.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.FloatMatrix;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WireTest {

    private static final float[] UNUSUAL = {
        0f, -0f, 1f, -3.25f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
    };

    @ParameterizedTest
    @EnumSource
    void countsTheBytesThatItWrites(WireFormat format) {
        ByteCounter counter = new ByteCounter(format);
        ByteBuffer buffer = ByteBuffer.allocate(1024);

        writeAll(counter);
        writeAll(new ByteWriter(buffer, format));

        assertThat(counter.bytes()).isEqualTo(buffer.position());
    }

    private static void writeAll(WireWriter out) {
        out.integer(7);
        out.longInteger(-1);
        out.real(0.5);
        out.text("Łódź");
        out.integers(new int[] {1, -2});
        out.floats(UNUSUAL);
        out.matrix(FloatMatrix.copyOf(2, 4, UNUSUAL));
    }

    @Test
    void readsWhatWasWritten() {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        writeAll(new ByteWriter(buffer, WireFormat.FLOAT32));

        WireReader in = new WireReader(buffer.flip());

        assertThat(in.integer()).isEqualTo(7);
        assertThat(in.longInteger()).isEqualTo(-1);
        assertThat(in.real()).isEqualTo(0.5);
        assertThat(in.text()).isEqualTo("Łódź");
        assertThat(in.integers()).containsExactly(1, -2);
        assertThat(in.floats()).containsExactly(UNUSUAL);
        assertThat(in.matrix()).isEqualTo(FloatMatrix.copyOf(2, 4, UNUSUAL));
        in.end();
    }

    /** Bits by hand: 1 + 2^-8 lies between 1 and 1 + 2^-7, 1 + 3 * 2^-8 between 1 + 2^-7 and 1 + 2^-6. */
    @ParameterizedTest
    @CsvSource({
        "1.00390625, 1.0",
        "1.01171875, 1.015625",
        "1.0040, 1.0078125",
        "-2.5, -2.5",
        "3.4028235e38, Infinity",
        "1e-45, 0.0",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void roundsToTheNearestBrainFloatAndToTheEvenOneOfTwo(float value, float rounded) {
        assertThat(BrainFloat.toFloat(BrainFloat.of(value))).isEqualTo(Float.valueOf(rounded));
    }

    @Test
    void brainFloatsThatTravelTwiceStayThemselves() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            float value = BrainFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(BrainFloat.of(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void refusesAMatrixThatIsLargerThanItsBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(16);
        ByteWriter out = new ByteWriter(buffer, WireFormat.FLOAT32);
        out.integer(WireFormat.FLOAT32.code());
        out.integer(1 << 30);
        out.integer(1 << 30);

        assertThatThrownBy(() -> new WireReader(buffer.flip()).matrix())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit the 0 bytes that are left");
    }
}
