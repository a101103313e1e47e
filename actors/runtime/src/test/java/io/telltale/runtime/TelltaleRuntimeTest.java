package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.pluginhost.Isolation;
import io.telltale.pluginhost.RestartBackoff;
import io.telltale.spi.Activations;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.EventLog;
import io.telltale.transport.FinishReason;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.VerdictIssued;
import io.telltale.transport.memory.InMemoryEventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelltaleRuntimeTest {

    private static final TokenIds PROMPT = TokenIds.of(1, 17, 42, 8);
    private static final int NEW_TOKENS = 24;
    private static final int GENERATIONS = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final PluginPolicy STRICT = new PluginPolicy(
            Isolation.DEFAULT, new RestartBackoff(Duration.ofMillis(10), Duration.ofMillis(100)), 1, 1);

    @TempDir
    Path folder;

    private Checkpoint checkpoint;
    private EventLog log;

    @BeforeEach
    void open() throws IOException {
        checkpoint = TinyCheckpoint.in(folder);
        log = InMemoryEventLog.open(InstantSource.system());
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void givesTheTokensOfTheBareEngineHoweverManyShards() throws Exception {
        List<TokenIds> answers = new ArrayList<>();

        for (int shards = 1; shards <= 3; shards++) {
            try (TelltaleRuntime runtime = start(shards, List.of())) {
                answers.add(answer(runtime));
            }
        }

        assertThat(answers).containsOnly(bareAnswer());
    }

    @Test
    void numbersTheEventsOfASequenceWithoutGapsAndCoversEveryPositionOnce() throws Exception {
        try (TelltaleRuntime runtime = start(2, List.of(TestPlugins.watcher()))) {
            TokenIds answer = answer(runtime);
            runtime.awaitPlugins(TIMEOUT);

            List<Activations> captured = eventsOf(ActivationsCaptured.class).stream()
                    .map(ActivationsCaptured::activations)
                    .toList();

            assertThat(captured.stream().map(Activations::eventNumber))
                    .containsExactlyElementsOf(
                            LongStream.range(0, NEW_TOKENS).boxed().toList());
            assertThat(captured.getFirst().step()).isEqualTo(new TokenSpan(0, PROMPT.size()));
            assertThat(captured.stream().skip(1).map(event -> event.tokens().at(0)))
                    .containsExactlyElementsOf(
                            answer.stream().limit(NEW_TOKENS - 1).boxed().toList());
            assertThat(eventsOf(VerdictIssued.class)).hasSize(NEW_TOKENS);
        }
    }

    @Test
    void anInterventionChangesTheRestOfTheAnswerAndHasAnOutcome() throws Exception {
        try (TelltaleRuntime runtime = start(2, List.of(TestPlugins.pusher(50)), Duration.ofMillis(20))) {
            TokenIds answer = answer(runtime);
            runtime.awaitPlugins(TIMEOUT);

            assertThat(answer).isNotEqualTo(bareAnswer());
            assertThat(eventsOf(InterventionRequested.class)).hasSize(1);
            assertThat(eventsOf(InterventionDecided.class)).singleElement().satisfies(decided -> {
                assertThat(decided.outcome()).isInstanceOf(InterventionOutcome.Applied.class);
                int position = ((InterventionOutcome.Applied) decided.outcome()).position();
                int unchanged = position - PROMPT.size() + 1;
                assertThat(answer.slice(0, unchanged)).isEqualTo(bareAnswer().slice(0, unchanged));
            });
        }
    }

    @Test
    void steersNothingInAGenerationThatIsOnlyObserved() throws Exception {
        try (TelltaleRuntime runtime = start(2, List.of(TestPlugins.pusher(50)), Duration.ofMillis(20))) {
            GenerationSpec spec = new GenerationSpec(
                    PROMPT,
                    SamplingParameters.GREEDY,
                    NEW_TOKENS,
                    List.of(),
                    InterventionAuthority.OBSERVE,
                    TraceHeaders.NONE);
            TokenIds answer =
                    runtime.generate(spec).toCompletableFuture().join().tokens();
            runtime.awaitPlugins(TIMEOUT);

            assertThat(answer).isEqualTo(bareAnswer());
            assertThat(eventsOf(InterventionDecided.class))
                    .extracting(InterventionDecided::outcome)
                    .hasOnlyElementsOfType(InterventionOutcome.Rejected.class);
        }
    }

    @Test
    void pluginsThatThrowHangAndFloodFailNoGeneration() throws Exception {
        List<PluginProvider> misbehaving =
                List.of(TestPlugins.throwing(), TestPlugins.hanging(), TestPlugins.flooding(), TestPlugins.watcher());
        try (TelltaleRuntime runtime = start(2, misbehaving)) {
            List<CompletionStage<GenerationEnd>> running = new ArrayList<>();
            for (int i = 0; i < GENERATIONS; i++) {
                running.add(runtime.generate(spec()));
            }

            List<GenerationEnd> ends = running.stream()
                    .map(stage -> stage.toCompletableFuture().join())
                    .toList();

            assertThat(ends).extracting(GenerationEnd::reason).containsOnly(FinishReason.LENGTH);
            assertThat(ends).extracting(GenerationEnd::tokens).containsOnly(bareAnswer());
            assertThat(runtime.awaitPlugins(TIMEOUT)).isTrue();
            assertThat(eventsOf(VerdictIssued.class)).hasSize(GENERATIONS * NEW_TOKENS);
            assertThat(eventsOf(LedgerEntry.class))
                    .extracting(LedgerEntry::kind)
                    .contains(LedgerEntry.Kind.PLUGIN_RESTARTED);
        }
    }

    @Test
    void refusesMoreGenerationsThanItsLimit() throws Exception {
        RuntimeSettings settings = settings(1, List.of(), Duration.ofSeconds(10), 1);
        try (TelltaleRuntime runtime = TelltaleRuntime.start(settings, checkpoint, services())) {
            CompletionStage<GenerationEnd> first = runtime.generate(spec());

            assertThatThrownBy(() -> runtime.generate(spec()))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContaining("1 generations");
            assertThat(first.toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void cancelsWhatRunsWhenItCloses() throws Exception {
        CompletionStage<GenerationEnd> running;
        RuntimeSettings settings = settings(1, List.of(), Duration.ofSeconds(10), 1);
        try (TelltaleRuntime runtime = TelltaleRuntime.start(settings, checkpoint, services())) {
            running = runtime.generate(spec());
        }

        assertThat(running.toCompletableFuture().join().reason()).isEqualTo(FinishReason.CANCELLED);
    }

    @Test
    void hearsThePluginsOutBeforeItStops() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        try (TelltaleRuntime runtime = start(1, List.of(TestPlugins.watcherBehind(answered)))) {
            answer(runtime);
            answered.countDown();
        }

        assertThat(eventsOf(VerdictIssued.class)).hasSize(NEW_TOKENS);
    }

    @Test
    void failsToStartAtOnceWhenThePluginsCannotFollowTheLog() {
        log.close();

        assertThatThrownBy(() -> start(1, List.of(TestPlugins.watcher())))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("plugin 'watcher' did not start")
                .hasMessageContaining("the log is closed");
    }

    @Test
    void refusesTwoPluginsOfTheSameId() {
        assertThatThrownBy(() -> start(1, List.of(TestPlugins.watcher(), TestPlugins.watcher())))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("two plugins have the id 'watcher'");
    }

    @Test
    void endsAGenerationWhoseCoordinatorDied() throws Exception {
        CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();
        GenerationListener deadly = new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {
                throw new AssertionError("too much for an actor");
            }

            @Override
            public void onEnded(GenerationEnd end) {
                ended.complete(end);
            }
        };
        try (TelltaleRuntime runtime = start(1, List.of(TestPlugins.watcher()))) {
            runtime.generate(spec(), deadly);

            assertThat(ended.join().reason()).isEqualTo(FinishReason.FAILED);
            assertThat(ended.join().error()).contains("too much for an actor");
            assertThat(runtime.awaitPlugins(TIMEOUT)).isTrue();
            assertThat(answer(runtime)).isEqualTo(bareAnswer());
        }
    }

    private TokenIds bareAnswer() {
        try (DecoderModel model = DecoderModel.open(checkpoint)) {
            return model.generate(GenerationRequest.greedy(PROMPT, NEW_TOKENS), (id, text) -> {})
                    .tokenIds();
        }
    }

    private static TokenIds answer(TelltaleRuntime runtime) throws OverloadedException {
        return runtime.generate(spec()).toCompletableFuture().join().tokens();
    }

    private static GenerationSpec spec() {
        return new GenerationSpec(PROMPT, SamplingParameters.GREEDY, NEW_TOKENS, List.of(), TraceHeaders.NONE);
    }

    private TelltaleRuntime start(int shards, List<PluginProvider> plugins) throws Exception {
        return start(shards, plugins, Duration.ZERO);
    }

    private TelltaleRuntime start(int shards, List<PluginProvider> plugins, Duration interval) throws Exception {
        return TelltaleRuntime.start(settings(shards, plugins, interval, GENERATIONS), checkpoint, services());
    }

    private RuntimeSettings settings(int shards, List<PluginProvider> plugins, Duration interval, int limit) {
        return new RuntimeSettings(
                ShardPlan.even(checkpoint.spec().layers(), shards),
                EngineOptions.DEFAULTS,
                plugins.stream()
                        .map(plugin -> new PluginRegistration(plugin, new PluginMode.Async(8), Map.of()))
                        .toList(),
                STRICT,
                limit,
                interval,
                BatchSettings.DEFAULTS.withMaxWaitingGenerations(0),
                ConfigFactory.empty());
    }

    private RuntimeServices services() {
        return new RuntimeServices(log, Telemetry.disabled(), InstantSource.system(), new SplittableRandom(1));
    }

    private <E extends LogEvent> List<E> eventsOf(Class<E> kind) {
        log.flush(TIMEOUT);
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.values()))) {
            return events.map(RecordedEvent::event)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }
    }
}
