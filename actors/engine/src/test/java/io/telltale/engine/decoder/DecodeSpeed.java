package io.telltale.engine.decoder;

import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardStep;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Prints how fast a checkpoint decodes: plain, with all residual streams captured, and steered. Not a test. */
public final class DecodeSpeed {

    private static final SequenceId SEQUENCE = new SequenceId(new GenerationId("speed"), 0);
    private static final int PROMPT = 32;
    private static final int ROUNDS = 30;

    private DecodeSpeed() {}

    /** Takes checkpoint folders. */
    public static void main(String[] folders) {
        for (String folder : folders) {
            for (ComputePrecision precision : ComputePrecision.values()) {
                measure(Checkpoint.open(Path.of(folder)), precision);
            }
        }
    }

    private static void measure(Checkpoint checkpoint, ComputePrecision precision) {
        int layers = checkpoint.spec().layers();
        List<HookSite> residuals = IntStream.range(0, layers)
                .mapToObj(layer -> new HookSite(layer, HookPoint.RESID_POST))
                .toList();
        float[] ones = new float[checkpoint.spec().width()];
        Arrays.fill(ones, 1);
        var steering = new ScheduledIntervention(
                new Addition(residuals.getLast(), Direction.of(ones), 1),
                new InterventionWindow(0, InterventionWindow.END_OF_SEQUENCE));
        try (var shard =
                Shard.load(checkpoint, new LayerRange(0, layers), EngineOptions.DEFAULTS.withPrecision(precision))) {
            print(checkpoint, precision, "plain", decode(shard, ShardCapture.NONE, List.of()));
            print(
                    checkpoint,
                    precision,
                    "all residuals captured",
                    decode(shard, ShardCapture.of(residuals, ShardCapture.EVERY_POSITION), List.of()));
            print(checkpoint, precision, "steered", decode(shard, ShardCapture.NONE, List.of(steering)));
        }
    }

    /** Returns the median nanoseconds of a step. */
    private static long decode(Shard shard, ShardCapture capture, List<ScheduledIntervention> interventions) {
        int positions = Math.min(shard.contextLimit(), 128);
        List<Long> nanos = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            shard.open(SEQUENCE);
            shard.run(new ShardStep(SEQUENCE, 0, new Tokens(prompt()), capture, interventions));
            for (int position = PROMPT; position < positions; position++) {
                var step = new ShardStep(SEQUENCE, position, new Tokens(TokenIds.of(position)), capture, interventions);
                long begin = System.nanoTime();
                shard.run(step);
                nanos.add(System.nanoTime() - begin);
            }
            shard.release(SEQUENCE);
        }
        List<Long> warm = new ArrayList<>(nanos.subList(nanos.size() / 3, nanos.size()));
        Collections.sort(warm);
        return warm.get(warm.size() / 2);
    }

    private static TokenIds prompt() {
        return TokenIds.of(IntStream.range(0, PROMPT).map(i -> 1 + i * 7 % 200).toArray());
    }

    private static void print(Checkpoint checkpoint, ComputePrecision precision, String what, long nanos) {
        System.out.printf(
                "%-16s %-9s %-24s %8.1f us a token, %7.0f tokens/s%n",
                checkpoint.spec().name(), precision, what, nanos / 1e3, 1e9 / nanos);
    }
}
