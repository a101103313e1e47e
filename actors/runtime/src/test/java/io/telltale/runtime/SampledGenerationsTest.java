package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.StopConditions;
import io.telltale.engine.decoder.StopConditions.EndOfSequence;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.engine.sampling.CandidateFilters;
import io.telltale.engine.sampling.Penalties;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.EventLog;
import io.telltale.transport.memory.InMemoryEventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several generations to one prompt, drawn with every parameter. */
class SampledGenerationsTest {

    private static final TokenIds PROMPT = TokenIds.of(1, 17, 42, 8);
    private static final SamplingParameters SAMPLING = new SamplingParameters(
            1, new CandidateFilters(50, 0.95, 0.01), new Penalties(1.1, 0.2, 0.1), Map.of(5, 1.5), 3);
    private static final StopConditions CONDITIONS = new StopConditions(3, 24, List.of(), EndOfSequence.ENDS);
    private static final GenerationSpec SPEC =
            new GenerationSpec(PROMPT, SAMPLING, CONDITIONS, 2, InterventionAuthority.BY_MODE, TraceHeaders.NONE);

    @TempDir
    private Path folder;

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
    void drawsEveryChoiceAsTheBareEngineDrawsIt() throws Exception {
        List<Recorded> recorded = List.of(new Recorded(), new Recorded());
        try (TelltaleRuntime runtime = start(2);
                DecoderModel model = DecoderModel.open(checkpoint)) {

            runtime.generate(List.of(SPEC, SPEC.forChoice(1)), recorded::get);

            GenerationRequest request = new GenerationRequest(PROMPT, SAMPLING, CONDITIONS, List.of());
            for (int choice = 0; choice < 2; choice++) {
                TokenIds expected = model.generate(request.forChoice(choice), TokenListener.SILENT)
                        .tokenIds();
                assertThat(recorded.get(choice).ended.join().tokens()).isEqualTo(expected);
            }
        }
    }

    @Test
    void tellsTheAlternativesOfEveryToken() throws Exception {
        Recorded recorded = new Recorded();
        try (TelltaleRuntime runtime = start(1)) {

            runtime.generate(SPEC, recorded);

            assertThat(recorded.ended.join().tokens().size()).isGreaterThanOrEqualTo(3);
            assertThat(recorded.tokens)
                    .hasSize(recorded.ended.join().tokens().size())
                    .allSatisfy(
                            token -> assertThat(token.token().alternatives()).hasSize(2));
        }
    }

    @Test
    void startsNoneOfSeveralUnlessAllMayRun() throws Exception {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        Recorded recorded = new Recorded();
        try (TelltaleRuntime runtime = start(2)) {

            assertThatThrownBy(() -> runtime.generate(List.of(SPEC, SPEC, SPEC), choice -> {
                        asked.add(choice);
                        return recorded;
                    }))
                    .isInstanceOf(OverloadedException.class);

            assertThat(asked).isEmpty();
            // All are free still.
            runtime.generate(List.of(SPEC, SPEC), choice -> recorded);
            assertThat(recorded.ended.join().tokens().size()).isPositive();
        }
    }

    private TelltaleRuntime start(int limit) throws Exception {
        RuntimeSettings settings = new RuntimeSettings(
                ShardPlan.even(checkpoint.spec().layers(), 1),
                EngineOptions.DEFAULTS,
                List.of(),
                PluginPolicy.DEFAULT,
                limit,
                Duration.ZERO,
                BatchSettings.DEFAULTS.withMaxWaitingGenerations(0),
                ConfigFactory.empty());
        return TelltaleRuntime.start(
                settings,
                checkpoint,
                new RuntimeServices(log, Telemetry.disabled(), InstantSource.system(), new SplittableRandom(1)));
    }

    /** Keeps what it hears. */
    private static final class Recorded implements GenerationListener {
        private final List<SampledToken> tokens = new CopyOnWriteArrayList<>();
        private final CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();

        @Override
        public void onToken(SampledToken token) {
            tokens.add(token);
        }

        @Override
        public void onEnded(GenerationEnd end) {
            ended.complete(end);
        }
    }
}
