package io.telltale.benchmarks;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Precision;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.avro.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Events with one vector of seeded Gaussian values each, of several generations, so that they spread over partitions. */
final class SampleEvents {

    private static final int GENERATIONS = 16;
    private static final HookSite SITE = new HookSite(0, HookPoint.RESID_POST);
    private static final Instant AT = Instant.EPOCH;

    private final List<SequenceInfo> sequences = new ArrayList<>();
    private final List<FloatMatrix> vectors = new ArrayList<>();

    SampleEvents(int width) {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < GENERATIONS; i++) {
            sequences.add(new SequenceInfo(new SequenceId(new GenerationId(String.format("%016x", i)), 0), 1));
            float[] values = new float[width];
            for (int j = 0; j < width; j++) {
                values[j] = (float) random.nextGaussian();
            }
            vectors.add(FloatMatrix.owning(1, width, values));
        }
    }

    /** Makes the event of that number. */
    ActivationsCaptured event(int number) {
        int position = number / GENERATIONS;
        TokenSpan step = TokenSpan.at(position);
        return new ActivationsCaptured(
                new Activations(
                        sequences.get(number % GENERATIONS),
                        position,
                        step,
                        TokenIds.of(number % 1000),
                        Map.of(SITE, new SiteActivations(step, vectors.get(number % GENERATIONS))),
                        "0123456789abcdef",
                        ""),
                Precision.FLOAT16,
                AT);
    }

    /** Returns the size of an encoded event. */
    int recordBytes() {
        return new EventCodec().encode(event(0)).size();
    }
}
