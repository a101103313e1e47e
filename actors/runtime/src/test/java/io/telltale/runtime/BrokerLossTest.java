package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.EventLog;
import io.telltale.transport.FinishReason;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LogEvent;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.kafka.EmbeddedBroker;
import io.telltale.transport.kafka.KafkaEventLog;
import io.telltale.transport.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker goes away while a model is writing, and comes back. */
class BrokerLossTest {

    private static final TokenIds PROMPT = TokenIds.of(1, 17, 42, 8);
    private static final int NEW_TOKENS = 200;
    private static final int TOKENS_BEFORE_THE_LOSS = 40;
    private static final Duration TOKEN_INTERVAL = Duration.ofMillis(4);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final QueueLimits SMALL_QUEUE = new QueueLimits(60, 64L << 20);

    @TempDir
    Path folder;

    private Checkpoint checkpoint;

    @BeforeEach
    void open() throws Exception {
        checkpoint = TinyCheckpoint.in(folder);
    }

    @Test
    void generationGoesOnAndEveryEventIsDeliveredOnceOrOnTheLedger() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers()).withQueue(SMALL_QUEUE);
        try (EventLog log = KafkaEventLog.open(settings, InstantSource.system());
                TelltaleRuntime runtime = TelltaleRuntime.start(settings(), checkpoint, services(log))) {
            Writing writing = new Writing();
            runtime.generate(spec(), writing);
            writing.underWay.join();

            broker.close();
            GenerationEnd end = writing.ended.join();
            broker = EmbeddedBroker.startAt(broker.folder(), broker.port());

            assertThat(end.reason()).isEqualTo(FinishReason.LENGTH);
            assertThat(end.tokens()).isEqualTo(bareAnswer());
            assertThat(log.flush(TIMEOUT))
                    .as("everything is delivered or ledgered in time")
                    .isTrue();
            assertThat(log.accounting().activations().balanced()).isTrue();
            assertThat(log.accounting().activations().shed())
                    .as("the small queue overflowed")
                    .isPositive();
            assertEveryEventIsAccountedFor(log);
        } finally {
            broker.close();
        }
    }

    private static void assertEveryEventIsAccountedFor(EventLog log) {
        List<Long> delivered = eventsOf(log, ActivationsCaptured.class).stream()
                .map(event -> event.activations().eventNumber())
                .toList();
        List<Long> ledgered = eventsOf(log, LedgerEntry.class).stream()
                .filter(entry -> entry.kind() == LedgerEntry.Kind.CAPTURE_SHED)
                .distinct()
                .flatMap(entry -> LongStream.range(entry.firstEventNumber(), entry.firstEventNumber() + entry.count())
                        .boxed())
                .toList();
        List<Long> all = new ArrayList<>(delivered);
        all.addAll(ledgered);

        assertThat(delivered).as("nothing is delivered twice").doesNotHaveDuplicates();
        assertThat(all).containsAll(LongStream.range(0, NEW_TOKENS).boxed().toList());
    }

    private static <E extends LogEvent> List<E> eventsOf(EventLog log, Class<E> kind) {
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.values()))) {
            return events.map(RecordedEvent::event)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }
    }

    private TokenIds bareAnswer() {
        try (DecoderModel model = DecoderModel.open(checkpoint)) {
            return model.generate(GenerationRequest.greedy(PROMPT, NEW_TOKENS), (id, text) -> {})
                    .tokenIds();
        }
    }

    private static GenerationSpec spec() {
        return new GenerationSpec(PROMPT, SamplingParameters.GREEDY, NEW_TOKENS, List.of(), TraceHeaders.NONE);
    }

    private RuntimeSettings settings() {
        return new RuntimeSettings(
                ShardPlan.even(checkpoint.spec().layers(), 2),
                EngineOptions.DEFAULTS,
                List.of(new PluginRegistration(TestPlugins.watcher(), new PluginMode.Observe(), Map.of())),
                PluginPolicy.DEFAULT,
                8,
                TOKEN_INTERVAL,
                ConfigFactory.empty());
    }

    private static RuntimeServices services(EventLog log) {
        return new RuntimeServices(log, Telemetry.disabled(), InstantSource.system(), new SplittableRandom(1));
    }

    /** Tells when an answer is under way, and when it is over. */
    private static final class Writing implements GenerationListener {

        final CompletableFuture<Void> underWay = new CompletableFuture<>();
        final CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();

        @Override
        public void onToken(SampledToken token) {
            if (token.position() >= PROMPT.size() + TOKENS_BEFORE_THE_LOSS) {
                underWay.complete(null);
            }
        }

        @Override
        public void onEnded(GenerationEnd end) {
            ended.complete(end);
        }
    }
}
