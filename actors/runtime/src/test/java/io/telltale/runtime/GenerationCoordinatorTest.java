package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.sampling.Logits;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.FinishReason;
import io.telltale.transport.GenerationEnded;
import io.telltale.transport.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class GenerationCoordinatorTest {

    private static final SequenceId SEQUENCE = new SequenceId(new GenerationId("g"), 0);
    private static final TokenIds PROMPT = TokenIds.of(1, 2, 3);
    private static final int WIDTH = 4;
    private static final int CONTEXT = 5;
    private static final int FAR_TOO_WIDE = 1 << 23;
    private static final Logits SECOND_IS_BEST = Logits.copyOf(new float[] {0, 1, 0});
    private static final Logits NOT_NUMBERS = Logits.copyOf(new float[] {Float.NaN, Float.NaN, Float.NaN});

    private final RecordingLog log = new RecordingLog();
    private final TestInbox<BatchScheduler.Command> scheduler = TestInbox.create();
    private final TestInbox<ActivationPublisher.Command> publisher = TestInbox.create();
    private final TestInbox<InterventionGate.Command> gate = TestInbox.create();
    private final Heard heard = new Heard();

    @Test
    void endsAsFailedAndTellsEverybodyWhenTheScoresAreNotNumbers() {
        BehaviorTestKit<GenerationCoordinator.Command> coordinator = start(heard);

        coordinator.run(completed(NOT_NUMBERS));

        assertThat(coordinator.isAlive()).isFalse();
        assertThat(heard.ends).singleElement().satisfies(end -> {
            assertThat(end.reason()).isEqualTo(FinishReason.FAILED);
            assertThat(end.error()).contains("not numbers");
        });
        assertThat(scheduler.getAllReceived()).contains(new BatchScheduler.Leave(SEQUENCE, SteeredTokens.NONE));
        assertThat(gate.getAllReceived()).contains(new InterventionGate.CloseSequence(SEQUENCE));
        assertThat(publisher.getAllReceived())
                .hasExactlyElementsOfTypes(ActivationPublisher.Publish.class, ActivationPublisher.EndCapture.class);
        assertThat(log.of(GenerationEnded.class))
                .extracting(GenerationEnded::reason)
                .containsExactly(FinishReason.FAILED);
    }

    @Test
    void samplesTheTokenAfterTheLastPositionOfTheContext() {
        BehaviorTestKit<GenerationCoordinator.Command> coordinator = start(heard);

        coordinator.run(completed(SECOND_IS_BEST));
        for (int position = PROMPT.size(); position < CONTEXT; position++) {
            coordinator.run(completed(TokenSpan.at(position), SECOND_IS_BEST));
        }

        assertThat(heard.ends).singleElement().satisfies(end -> {
            assertThat(end.reason()).isEqualTo(FinishReason.LENGTH);
            assertThat(end.tokens().size()).isEqualTo(CONTEXT - PROMPT.size() + 1);
        });
    }

    @Test
    void capturesNothingOfAStepThatWouldCaptureTooMuch() {
        BehaviorTestKit<GenerationCoordinator.Command> coordinator = start(heard, FAR_TOO_WIDE);

        coordinator.run(
                new GenerationCoordinator.StepCompleted(new TokenSpan(0, PROMPT.size()), SECOND_IS_BEST, Map.of()));

        assertThat(submitted().getFirst().step().capture()).isEqualTo(ShardCapture.NONE);
        assertThat(publisher.hasMessages()).isFalse();
        assertThat(log.of(LedgerEntry.class)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.CAPTURE_SHED);
            assertThat(entry.firstEventNumber()).isZero();
            assertThat(entry.count()).isEqualTo(1);
        });
    }

    @Test
    void endsAsFailedWhenItsListenerThrows() {
        GenerationListener throwing = new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {
                throw new IllegalStateException("no more tokens, please");
            }

            @Override
            public void onEnded(GenerationEnd end) {
                heard.onEnded(end);
                throw new IllegalStateException("no end either");
            }
        };
        BehaviorTestKit<GenerationCoordinator.Command> coordinator = start(throwing);

        coordinator.run(completed(SECOND_IS_BEST));

        assertThat(heard.ends).extracting(GenerationEnd::error).containsExactly("no more tokens, please");
        assertThat(log.of(GenerationEnded.class)).hasSize(1);
    }

    private BehaviorTestKit<GenerationCoordinator.Command> start(GenerationListener listener) {
        return start(listener, WIDTH);
    }

    private BehaviorTestKit<GenerationCoordinator.Command> start(GenerationListener listener, int width) {
        GenerationCoordinator.Model model = new GenerationCoordinator.Model(
                new ModelSpec("model", "digest", "LlamaForCausalLM", 2, width, WIDTH, 8, 3, CONTEXT),
                Optional.empty(),
                Set.of(),
                CONTEXT);
        RuntimeServices services = new RuntimeServices(
                log, Telemetry.disabled(), InstantSource.fixed(Instant.EPOCH), new SplittableRandom(1));
        GenerationCoordinator.Partners partners =
                new GenerationCoordinator.Partners(scheduler.getRef(), publisher.getRef(), gate.getRef(), services);
        GenerationSpec spec = new GenerationSpec(PROMPT, SamplingParameters.GREEDY, 5, List.of(), TraceHeaders.NONE);
        CapturePlan plan = CapturePlan.union(List.of(CaptureSpec.answer(TestPlugins.READ)));
        return BehaviorTestKit.create(GenerationCoordinator.create(
                model,
                partners,
                new GenerationCoordinator.Assignment(SEQUENCE.generation(), spec, plan, Duration.ZERO, listener)));
    }

    private List<BatchScheduler.Submit> submitted() {
        return scheduler.getAllReceived().stream()
                .filter(BatchScheduler.Submit.class::isInstance)
                .map(BatchScheduler.Submit.class::cast)
                .toList();
    }

    private static GenerationCoordinator.StepCompleted completed(Logits logits) {
        return completed(new TokenSpan(0, PROMPT.size()), logits);
    }

    private static GenerationCoordinator.StepCompleted completed(TokenSpan positions, Logits logits) {
        FloatMatrix row = FloatMatrix.owning(1, WIDTH, new float[WIDTH]);
        return new GenerationCoordinator.StepCompleted(positions, logits, Map.of(TestPlugins.READ, row));
    }

    /** Keeps what it hears. */
    private static final class Heard implements GenerationListener {

        final List<GenerationEnd> ends = new ArrayList<>();

        @Override
        public void onToken(SampledToken token) {}

        @Override
        public void onEnded(GenerationEnd end) {
            ends.add(end);
        }
    }
}
