package io.telltale.benchmarks;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.runtime.BatchSettings;
import io.telltale.runtime.BatchSettings.PrefixReuse;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.PluginPolicy;
import io.telltale.runtime.PluginRegistration;
import io.telltale.runtime.RuntimeServices;
import io.telltale.runtime.RuntimeSettings;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.PluginException;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.EventLog;
import io.telltale.transport.FinishReason;
import io.telltale.transport.kafka.EmbeddedBroker;
import io.telltale.transport.kafka.KafkaEventLog;
import io.telltale.transport.kafka.KafkaSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

/** A runtime on topics of its own on a broker, with the telemetry of a node that exports none. */
record LiveRuntime(EventLog log, TelltaleRuntime runtime) implements AutoCloseable {

    /** What runs: the model, in shards, with plugins. */
    record Setup(Checkpoint checkpoint, ShardPlan shards, List<PluginRegistration> plugins, Duration minTokenInterval) {

        Setup {
            plugins = List.copyOf(plugins);
        }
    }

    private static final int MAX_CONCURRENT = 256;
    /** The engine alone reuses nothing either. */
    private static final BatchSettings BATCHES = BatchSettings.DEFAULTS.withPrefixReuse(PrefixReuse.OFF);

    /** Starts a runtime and waits until its plugins read the log. */
    static LiveRuntime start(EmbeddedBroker broker, String topicPrefix, Setup setup) throws PluginException {
        KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers()).withTopicPrefix(topicPrefix);
        EventLog log = KafkaEventLog.open(kafka, InstantSource.system());
        RuntimeSettings settings = new RuntimeSettings(
                setup.shards(),
                EngineOptions.DEFAULTS,
                setup.plugins(),
                PluginPolicy.DEFAULT,
                MAX_CONCURRENT,
                setup.minTokenInterval(),
                BATCHES,
                ConfigFactory.empty());
        RuntimeServices services =
                new RuntimeServices(log, Telemetry.disabled(), InstantSource.system(), new SplittableRandom());
        try {
            return new LiveRuntime(log, TelltaleRuntime.start(settings, setup.checkpoint(), services));
        } catch (PluginException | RuntimeException failed) {
            log.close();
            throw failed;
        }
    }

    /**
     * Answers all prompts at once and waits for the last token.
     *
     * @throws IllegalStateException if an answer is not as long as it should be
     */
    List<GenerationEnd> generate(List<TokenIds> prompts, int tokens) throws OverloadedException {
        List<CompletionStage<GenerationEnd>> running = new ArrayList<>();
        for (TokenIds prompt : prompts) {
            running.add(runtime.generate(
                    new GenerationSpec(prompt, SamplingParameters.GREEDY, tokens, List.of(), TraceHeaders.NONE)));
        }
        return running.stream().map(LiveRuntime::awaitWhole).toList();
    }

    private static GenerationEnd awaitWhole(CompletionStage<GenerationEnd> running) {
        GenerationEnd end = running.toCompletableFuture().join();
        if (end.reason() != FinishReason.LENGTH) {
            throw new IllegalStateException("a generation ended with " + end.reason() + " after "
                    + end.tokens().size() + " tokens: " + end.error());
        }
        return end;
    }

    /** Waits until the log has everything and the plugins have seen it; returns whether that was so in time. */
    boolean settle(Duration timeout) {
        return log.flush(timeout) && runtime.awaitPlugins(timeout) && log.flush(timeout);
    }

    @Override
    public void close() {
        runtime.close();
        log.close();
    }
}
