package io.telltale.runtime.cluster;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.runtime.BatchSettings;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.PluginPolicy;
import io.telltale.runtime.PluginRegistration;
import io.telltale.runtime.RuntimeServices;
import io.telltale.runtime.RuntimeSettings;
import io.telltale.runtime.SampledToken;
import io.telltale.runtime.ShardMissingException;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.PluginException;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.EventLog;
import io.telltale.transport.memory.InMemoryEventLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Runs one small model over a chain of shards. */
final class ClusterModel implements AutoCloseable {

    static final TokenIds PROMPT = TokenIds.of(1, 17, 42, 8);
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final long POLL_NANOS = 20_000_000;

    private final EventLog log;
    private final TelltaleRuntime runtime;

    private ClusterModel(EventLog log, TelltaleRuntime runtime) {
        this.log = log;
        this.runtime = runtime;
    }

    /** What is run, and how fast at most. */
    record Course(Checkpoint checkpoint, EngineOptions options, Duration interval, List<PluginRegistration> plugins) {

        static Course of(Checkpoint checkpoint, EngineOptions options) {
            return new Course(checkpoint, options, Duration.ZERO, List.of());
        }

        Course every(Duration other) {
            return new Course(checkpoint, options, other, plugins);
        }

        Course with(PluginRegistration plugin) {
            return new Course(checkpoint, options, interval, List.of(plugin));
        }

        /** Returns what the engine says without any actor. */
        TokenIds bareAnswer(int tokens) {
            try (DecoderModel model = DecoderModel.open(
                    checkpoint, ShardPlan.single(checkpoint.spec().layers()), options)) {
                return model.generate(GenerationRequest.greedy(PROMPT, tokens), (id, text) -> {})
                        .tokenIds();
            }
        }
    }

    static HostPort freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new HostPort("127.0.0.1", socket.getLocalPort());
        }
    }

    static ClusterModel start(Course course, String plan, ClusterSettings settings) throws PluginException {
        EventLog log = InMemoryEventLog.open(InstantSource.system());
        RuntimeSettings runtime = new RuntimeSettings(
                ShardPlan.single(course.checkpoint().spec().layers()),
                course.options(),
                course.plugins(),
                PluginPolicy.DEFAULT,
                8,
                course.interval(),
                BatchSettings.DEFAULTS,
                ConfigFactory.empty());
        ClusterShardChain chain =
                ClusterShardChain.load(course.checkpoint(), ClusterPlan.parse(plan), course.options(), settings);
        RuntimeServices services =
                new RuntimeServices(log, Telemetry.disabled(), InstantSource.system(), new SplittableRandom(1));
        return new ClusterModel(log, TelltaleRuntime.start(runtime, course.checkpoint(), chain, services));
    }

    /** A generation that runs. */
    record Running(CountDownLatch begun, CompletableFuture<GenerationEnd> ended) implements GenerationListener {

        @Override
        public void onToken(SampledToken token) {
            begun.countDown();
        }

        @Override
        public void onEnded(GenerationEnd end) {
            ended.complete(end);
        }
    }

    /** Begins a generation. */
    Running begin(int tokens) throws OverloadedException {
        Running running = new Running(new CountDownLatch(3), new CompletableFuture<>());
        runtime.generate(
                new GenerationSpec(PROMPT, SamplingParameters.GREEDY, tokens, List.of(), TraceHeaders.NONE), running);
        return running;
    }

    /** Generates after a prompt of some length in which every position's activations travel to the head. */
    GenerationEnd generateLong(int prompt, int tokens) throws OverloadedException {
        TokenIds text =
                TokenIds.of(IntStream.range(0, prompt).map(i -> 1 + i % 60).toArray());
        Running running = new Running(new CountDownLatch(3), new CompletableFuture<>());
        runtime.generate(
                new GenerationSpec(text, SamplingParameters.GREEDY, tokens, List.of(), TraceHeaders.NONE), running);
        return running.ended().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    GenerationEnd generate(int tokens) throws OverloadedException {
        return begin(tokens)
                .ended()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Waits until the model is whole, then generates. */
    GenerationEnd generateOnceWhole(int tokens) throws OverloadedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return generate(tokens);
            } catch (ShardMissingException missing) {
                if (System.nanoTime() > deadline) {
                    throw missing;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    TelltaleRuntime runtime() {
        return runtime;
    }

    @Override
    public void close() {
        runtime.close();
        log.close();
    }
}
