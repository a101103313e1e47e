package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Setting;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.spi.TokenIds;
import io.telltale.transport.kafka.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long readers wait: short answers run side by side, first alone, then while a long prompt is always being worked on. Through
 * the whole runtime, with its actors and an embedded broker.
 */
final class MixedPart {

    private static final int SHORT_STREAMS = 4;
    private static final int SHORT_ANSWERS = 3;
    private static final int SHORT_PROMPT = 16;
    private static final int SHORT_TOKENS = 48;
    private static final int LONG_PROMPT = 1024;
    private static final int LONG_TOKENS = 4;

    private final EngineBench bench;
    private final EngineBench.Model model;

    MixedPart(EngineBench bench, EngineBench.Model model) {
        this.bench = bench;
        this.model = model;
    }

    /** Measures and shows a table. */
    List<Figure> measure(int threads) throws Exception {
        bench.status("mixed load on threads " + threads);
        new EngineThreads(threads, "as the benchmark asks for").use();
        Setting setting = bench.setting(model, ComputePrecision.FLOAT32, threads);
        Checkpoint checkpoint = Checkpoint.open(setting.checkpoint());
        var setup = new LiveRuntime.Setup(
                checkpoint, ShardPlan.single(checkpoint.spec().layers()), List.of(), Duration.ZERO);
        List<Figure> figures = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                LiveRuntime live = LiveRuntime.start(broker, "mixed", setup)) {
            MixedLoad load = new MixedLoad(live.runtime(), prompt(SHORT_PROMPT), SHORT_TOKENS);
            load.run(SHORT_STREAMS, 1);
            ReaderTimes alone = load.run(SHORT_STREAMS, SHORT_ANSWERS);
            ReaderTimes mixed = load.runBeside(
                    SHORT_STREAMS, SHORT_ANSWERS, new MixedLoad(live.runtime(), prompt(LONG_PROMPT), LONG_TOKENS));
            String prefix = model.name() + " float32 " + threads + "T, " + SHORT_STREAMS + " short answers ";
            figures.addAll(alone.figures(prefix + "alone"));
            figures.addAll(mixed.figures(prefix + "beside long prompts"));
            figures.add(Figure.of(
                    prefix + "beside : alone, between tokens, p99",
                    mixed.betweenTokensMillis(ReaderTimes.P99) / alone.betweenTokensMillis(ReaderTimes.P99),
                    "ratio"));
        }
        bench.table(
                List.of("", model.name() + " float32, mixed load, prompts of " + LONG_PROMPT + ", threads " + threads));
        bench.table(figures.stream().map(Figure::line).toList());
        return figures;
    }

    private TokenIds prompt(int length) {
        return TokenIds.of(new SplittableRandom(length)
                .ints(length, 0, model.shape().vocabulary())
                .toArray());
    }
}
