package io.telltale.benchmarks.contender;

import io.telltale.benchmarks.contender.Answer.Overhead;
import io.telltale.benchmarks.contender.Answer.Rate;
import io.telltale.benchmarks.contender.Answer.Token;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.engine.threads.EngineThreads.Pool;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Telltale's engine in this process, without actors: shards that run batches of steps. It also knows the machine's limits. */
final class EngineContender implements Contender {

    /** What reports call it. */
    static final String NAME = "telltale";

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int WARM_STEPS = 2;
    private static final int STEPS_PER_TURN = 8;
    private static final int FEWEST_TURNS = 2;

    private final BatchDecoder decoder;
    private final MachineLimits limits;
    private final Pool pool;
    private final int vocabulary;

    private EngineContender(BatchDecoder decoder, MachineLimits limits, Pool pool, int vocabulary) {
        this.decoder = decoder;
        this.limits = limits;
        this.pool = pool;
        this.vocabulary = vocabulary;
    }

    /** Loads a checkpoint in so many shards. */
    static EngineContender load(Setting setting, int shards) {
        new EngineThreads(setting.threads(), "as the benchmark asks for").use();
        Checkpoint checkpoint = Checkpoint.open(setting.checkpoint());
        ShardPlan plan = ShardPlan.even(checkpoint.spec().layers(), shards);
        EngineOptions options = EngineOptions.DEFAULTS.withPrecision(setting.precision());
        return new EngineContender(
                BatchDecoder.load(checkpoint, plan, options),
                MachineLimits.of(setting.precision()),
                setting.precision() == ComputePrecision.FLOAT32 ? Pool.XNNPACK : Pool.OPENMP,
                checkpoint.spec().vocabularySize());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer answer(Work work) {
        return switch (work) {
            case Work.Decode decode -> new Rate(decode(decode));
            case Work.Prefill prefill -> new Rate(prefill(prefill));
            case Work.Hooked hooked -> overhead(hooked);
            case Work.Limit limit -> new Rate(limit(limit));
            case Work.Next next ->
                new Token(decoder.open(List.of(next.prompt())).getFirst());
        };
    }

    /** A limit is measured with the threads of both of libtorch's pools. */
    private double limit(Work.Limit limit) {
        EngineThreads.giveCoresTo(Pool.OPENMP);
        try {
            return switch (limit) {
                case READING -> limits.reading();
                case PRODUCTS -> limits.products();
            };
        } finally {
            EngineThreads.giveCoresTo(pool);
        }
    }

    private double prefill(Work.Prefill work) {
        List<TokenIds> prompts = prompts(work.batch(), work.prompt());
        return work.batch() * work.prompt() / seconds(() -> decoder.open(prompts));
    }

    /** By the median step: one that another process disturbed is no property of the engine. */
    private double decode(Work.Decode work) {
        decoder.open(prompts(work.batch(), work.prompt()));
        IntStream.range(0, WARM_STEPS).forEach(step -> decoder.step(Work.Hook.NONE));
        List<Double> times = new ArrayList<>();
        for (int token = 0; token < work.tokens(); token++) {
            times.add(seconds(() -> decoder.step(Work.Hook.NONE)));
        }
        return work.batch() / median(times);
    }

    /** The first step of a turn is dropped: it alone sets up what the others use again. */
    private Overhead overhead(Work.Hooked work) {
        decoder.open(prompts(work.batch(), work.prompt()));
        List<Double> plain = new ArrayList<>();
        List<Double> hooked = new ArrayList<>();
        for (int turn = 0; turn < 2 * Math.max(FEWEST_TURNS, work.tokens() / STEPS_PER_TURN); turn++) {
            Work.Hook hook = turn % 2 == 0 ? Work.Hook.NONE : work.hook();
            decoder.step(hook);
            for (int step = 1; step < STEPS_PER_TURN; step++) {
                (turn % 2 == 0 ? plain : hooked).add(seconds(() -> decoder.step(hook)));
            }
        }
        return new Overhead(median(plain), median(hooked));
    }

    private List<TokenIds> prompts(int batch, int length) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, batch)
                .mapToObj(i -> TokenIds.of(random.ints(length, 0, vocabulary).toArray()))
                .toList();
    }

    private static double seconds(Runnable work) {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / NANOS_PER_SECOND;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public void close() {
        limits.close();
        decoder.close();
    }
}
