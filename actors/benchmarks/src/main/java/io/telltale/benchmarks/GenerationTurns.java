package io.telltale.benchmarks;

import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.PluginRegistration;
import io.telltale.spi.PluginException;
import io.telltale.spi.TokenIds;
import io.telltale.transport.Accounting;
import io.telltale.transport.kafka.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The turns of {@link GenerationCommand}: each starts what it measures, warms it up, times it and stops it. */
final class GenerationTurns {

    /** How much is generated. */
    record Size(ShardPlan shards, int tokens) {}

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WARM_UP_TOKENS = 16;
    private static final Duration AFTERMATH_TIMEOUT = Duration.ofSeconds(60);

    private final BenchmarkModel model;
    private final Size size;
    private final EmbeddedBroker broker;
    private final Map<String, List<Double>> settleMillis = new LinkedHashMap<>();
    private final Map<String, Long> shed = new LinkedHashMap<>();

    GenerationTurns(BenchmarkModel model, Size size, EmbeddedBroker broker) {
        this.model = model;
        this.size = size;
        this.broker = broker;
    }

    /** The engine alone. */
    double bare() {
        try (DecoderModel bare = DecoderModel.open(model.checkpoint(), size.shards(), EngineOptions.DEFAULTS)) {
            generate(bare, Math.min(size.tokens(), WARM_UP_TOKENS));
            long started = System.nanoTime();
            long tokens = generate(bare, size.tokens());
            return tokens * NANOS_PER_SECOND / (System.nanoTime() - started);
        }
    }

    private long generate(DecoderModel bare, int tokens) {
        long generated = 0;
        for (TokenIds prompt : model.prompts()) {
            generated += bare.generate(GenerationRequest.greedy(prompt, tokens), TokenListener.SILENT)
                    .tokenIds()
                    .size();
        }
        return generated;
    }

    /** The runtime with some plugins. */
    double runtime(String name, List<PluginRegistration> plugins) throws PluginException, OverloadedException {
        var setup = new LiveRuntime.Setup(model.checkpoint(), size.shards(), plugins, Duration.ZERO);
        try (LiveRuntime live = LiveRuntime.start(broker, name, setup)) {
            live.generate(model.prompts(), Math.min(size.tokens(), WARM_UP_TOKENS));
            long started = System.nanoTime();
            List<GenerationEnd> ends = live.generate(model.prompts(), size.tokens());
            long ended = System.nanoTime();
            settle(name, live, ended);
            long tokens = ends.stream().mapToLong(end -> end.tokens().size()).sum();
            return tokens * NANOS_PER_SECOND / (ended - started);
        }
    }

    private void settle(String name, LiveRuntime live, long ended) {
        if (!live.settle(AFTERMATH_TIMEOUT)) {
            throw new IllegalStateException("the log or the plugins of '" + name + "' did not catch up within "
                    + AFTERMATH_TIMEOUT.toSeconds() + " s");
        }
        settleMillis
                .computeIfAbsent(name, unused -> new ArrayList<>())
                .add((System.nanoTime() - ended) / NANOS_PER_MILLI);
        Accounting.Counts counts = live.log().accounting().all();
        shed.merge(name, counts.shed(), Long::sum);
    }

    /** Returns what the runtimes had left to do after the last token, and lost. */
    List<Figure> aftermath() {
        List<Figure> figures = new ArrayList<>();
        settleMillis.forEach((name, millis) -> figures.add(Figure.of(
                name + ", from the last token until log and plugins are done",
                Rounds.spread(millis).median(),
                "ms")));
        shed.forEach((name, events) -> figures.add(Figure.none(name + ", events shed", events, "events")));
        return figures;
    }
}
