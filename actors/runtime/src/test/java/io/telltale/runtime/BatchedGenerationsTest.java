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
import io.telltale.spi.Activations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.PositionSelector;
import io.telltale.spi.Precision;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.EventLog;
import io.telltale.transport.FinishReason;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many generations at once, through the whole runtime. */
@Timeout(120)
class BatchedGenerationsTest {

    private static final int NEW_TOKENS = 12;
    private static final TokenIds LONG_PROMPT = TokenIds.of(IntStream.range(0, 100)
            .map(i -> (11 * i + 5) % TinyCheckpoint.VOCABULARY)
            .toArray());
    private static final BatchSettings SMALL_CHUNKS =
            new BatchSettings(64, 16, 1 << 20, 0, BatchSettings.PrefixReuse.ON);

    private final EventLog log = InMemoryEventLog.open(InstantSource.system());

    @TempDir
    Path folder;

    private Checkpoint checkpoint;

    @BeforeEach
    void open() throws IOException {
        checkpoint = TinyCheckpoint.in(folder);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void answersAPromptInChunksAsTheBareEngineAnswersItAtOnce() throws Exception {
        try (TelltaleRuntime runtime = start(SMALL_CHUNKS, List.of(), 4)) {
            TokenIds answer = answer(runtime, LONG_PROMPT).tokens();

            assertThat(answer).isEqualTo(bareAnswer(LONG_PROMPT));
            assertThat(runtime.batches().batches()).isEqualTo(7 + NEW_TOKENS - 1);
        }
    }

    @Test
    void makesOneEventOfAPromptHoweverManyChunksItTakes() throws Exception {
        PluginProvider reader =
                TestPlugins.reader(new CaptureSpec(Set.of(TestPlugins.READ), PositionSelector.ALL, Precision.FLOAT32));
        try (TelltaleRuntime runtime = start(SMALL_CHUNKS, List.of(reader), 4)) {
            answer(runtime, LONG_PROMPT);
        }

        List<ActivationsCaptured> events = captured();
        Activations first = events.getFirst().activations();
        assertThat(events).hasSize(NEW_TOKENS);
        assertThat(first.step()).isEqualTo(new TokenSpan(0, 100));
        assertThat(first.at(TestPlugins.READ).positions()).isEqualTo(new TokenSpan(0, 100));
        assertThat(first.tokens()).isEqualTo(LONG_PROMPT);
    }

    @Test
    void beginsWithWhatAnEarlierGenerationHasComputedAndAnswersTheSame() throws Exception {
        try (TelltaleRuntime runtime = start(SMALL_CHUNKS, List.of(), 4)) {
            GenerationEnd first = answer(runtime, LONG_PROMPT);
            TokenIds longer = LONG_PROMPT.plus(first.tokens().toArray()).plus(9, 8, 7);

            GenerationEnd second = answer(runtime, longer);

            assertThat(first.reusedPositions()).isZero();
            assertThat(second.reusedPositions()).isEqualTo(100 + NEW_TOKENS - 1);
            assertThat(second.tokens()).isEqualTo(bareAnswer(longer));
            assertThat(runtime.batches().reusedPositions()).isEqualTo(second.reusedPositions());
        }
    }

    @Test
    void reusesNothingOfAPromptThatAPluginReadsWhole() throws Exception {
        PluginProvider reader =
                TestPlugins.reader(new CaptureSpec(Set.of(TestPlugins.READ), PositionSelector.ALL, Precision.FLOAT32));
        try (TelltaleRuntime runtime = start(SMALL_CHUNKS, List.of(reader), 4)) {
            answer(runtime, LONG_PROMPT);

            assertThat(answer(runtime, LONG_PROMPT).reusedPositions()).isZero();
        }
    }

    @Test
    void letsAGenerationWaitForOneThatRuns() throws Exception {
        BatchSettings settings = SMALL_CHUNKS.withMaxWaitingGenerations(5);
        try (TelltaleRuntime runtime = start(settings, List.of(), 1)) {
            List<CompletionStage<GenerationEnd>> ends = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ends.add(runtime.generate(spec(LONG_PROMPT)));
            }

            assertThat(ends)
                    .extracting(end -> end.toCompletableFuture().join().tokens())
                    .containsOnly(bareAnswer(LONG_PROMPT));
        }
    }

    @Test
    void cancelsAGenerationThatWaits() throws Exception {
        BatchSettings settings = SMALL_CHUNKS.withMaxWaitingGenerations(1);
        try (TelltaleRuntime runtime = start(settings, List.of(), 1, Duration.ofSeconds(30))) {
            CompletionStage<GenerationEnd> running = runtime.generate(spec(LONG_PROMPT));
            CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();
            GenerationId waiting = runtime.generate(spec(LONG_PROMPT), ending(ended));

            runtime.cancel(waiting);

            assertThat(ended.join().reason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(ended.join().tokens().isEmpty()).isTrue();
            assertThat(running.toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void refusesAtOnceWhatWillNeverFitIntoMemory() throws Exception {
        // Three layers, one head of 8 numbers, keys and values, four bytes: 192 bytes a position.
        BatchSettings settings = SMALL_CHUNKS.withCacheBytes(192 * 110);
        try (TelltaleRuntime runtime = start(settings, List.of(), 4)) {
            assertThatThrownBy(() -> runtime.generate(spec(LONG_PROMPT)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("111 positions take 21312 bytes, and there are 21120");
        }
    }

    @Test
    void runsOneAfterTheOtherWhatDoesNotFitIntoMemoryTogether() throws Exception {
        BatchSettings settings = SMALL_CHUNKS.withCacheBytes(192 * 120).withMaxWaitingGenerations(3);
        try (TelltaleRuntime runtime = start(settings, List.of(), 4)) {
            List<CompletionStage<GenerationEnd>> ends = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ends.add(runtime.generate(spec(LONG_PROMPT)));
            }

            assertThat(ends)
                    .extracting(end -> end.toCompletableFuture().join().tokens())
                    .containsOnly(bareAnswer(LONG_PROMPT));
            assertThat(runtime.batches().reservedBytes() + runtime.batches().parkedBytes())
                    .isLessThanOrEqualTo(192 * 120);
        }
    }

    @Test
    void failsOnlyTheGenerationWhoseStepCannotBeDone() throws Exception {
        try (TelltaleRuntime runtime = start(SMALL_CHUNKS, List.of(), 8)) {
            CompletionStage<GenerationEnd> before = runtime.generate(spec(LONG_PROMPT));
            CompletionStage<GenerationEnd> wrong = runtime.generate(spec(TokenIds.of(1, 2, 5000)));
            CompletionStage<GenerationEnd> after = runtime.generate(spec(LONG_PROMPT));

            assertThat(wrong.toCompletableFuture().join().reason()).isEqualTo(FinishReason.FAILED);
            assertThat(wrong.toCompletableFuture().join().error()).contains("token 5000 is outside the vocabulary");
            assertThat(before.toCompletableFuture().join().tokens()).isEqualTo(bareAnswer(LONG_PROMPT));
            assertThat(after.toCompletableFuture().join().tokens()).isEqualTo(bareAnswer(LONG_PROMPT));
        }
    }

    private List<ActivationsCaptured> captured() {
        log.flush(Duration.ofSeconds(10));
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.ACTIVATIONS))) {
            return events.map(RecordedEvent::event)
                    .filter(ActivationsCaptured.class::isInstance)
                    .map(ActivationsCaptured.class::cast)
                    .toList();
        }
    }

    private static GenerationListener ending(CompletableFuture<GenerationEnd> ended) {
        return new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {}

            @Override
            public void onEnded(GenerationEnd end) {
                ended.complete(end);
            }
        };
    }

    private TokenIds bareAnswer(TokenIds prompt) {
        try (DecoderModel model = DecoderModel.open(checkpoint)) {
            return model.generate(GenerationRequest.greedy(prompt, NEW_TOKENS), (id, text) -> {})
                    .tokenIds();
        }
    }

    private static GenerationEnd answer(TelltaleRuntime runtime, TokenIds prompt) throws OverloadedException {
        return runtime.generate(spec(prompt)).toCompletableFuture().join();
    }

    private static GenerationSpec spec(TokenIds prompt) {
        return new GenerationSpec(prompt, SamplingParameters.GREEDY, NEW_TOKENS, List.of(), TraceHeaders.NONE);
    }

    private TelltaleRuntime start(BatchSettings settings, List<PluginProvider> plugins, int limit) throws Exception {
        return start(settings, plugins, limit, Duration.ZERO);
    }

    private TelltaleRuntime start(
            BatchSettings settings, List<PluginProvider> plugins, int limit, Duration minTokenInterval)
            throws Exception {
        RuntimeSettings runtime = new RuntimeSettings(
                ShardPlan.even(checkpoint.spec().layers(), 2),
                EngineOptions.DEFAULTS,
                plugins.stream()
                        .map(plugin -> new PluginRegistration(plugin, new PluginMode.Observe(), Map.of()))
                        .toList(),
                PluginPolicy.DEFAULT,
                limit,
                minTokenInterval,
                settings,
                ConfigFactory.empty());
        RuntimeServices services =
                new RuntimeServices(log, Telemetry.disabled(), InstantSource.system(), new SplittableRandom(1));
        return TelltaleRuntime.start(runtime, checkpoint, services);
    }
}
