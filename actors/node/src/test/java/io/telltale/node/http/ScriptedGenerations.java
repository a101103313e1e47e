package io.telltale.node.http;

import io.telltale.engine.sampling.ChosenToken;
import io.telltale.engine.sampling.TokenLogProbability;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.SampledToken;
import io.telltale.spi.GenerationId;
import io.telltale.spi.TokenIds;
import io.telltale.transport.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A model that says what a test tells it to say. */
final class ScriptedGenerations implements GenerationService {

    /** The id of every token that it says; the likeliest alternatives are this one and those that follow. */
    static final int TOKEN = 7;
    /** The log probability of the likeliest token; each further one has so much less. */
    static final double LOG_PROBABILITY = -0.5;

    final ConcurrentLinkedQueue<GenerationSpec> asked = new ConcurrentLinkedQueue<>();

    private final Map<String, CompletableFuture<GenerationId>> cancellations = new ConcurrentHashMap<>();
    private volatile boolean overloaded;
    private volatile int room = Integer.MAX_VALUE;
    private volatile Script script = answering(FinishReason.STOP, "It ", "", "rains.");

    /** Forgets what happened and says what it says by default. */
    void reset() {
        asked.clear();
        cancellations.clear();
        overloaded = false;
        room = Integer.MAX_VALUE;
        script = answering(FinishReason.STOP, "It ", "", "rains.");
    }

    /** Returns the first generation, once it is cancelled. */
    CompletableFuture<GenerationId> cancelled() {
        return cancelled("g1");
    }

    /** Returns a generation, once it is cancelled; they are called g1, g2 and so on. */
    CompletableFuture<GenerationId> cancelled(String generation) {
        return cancellations.computeIfAbsent(generation, name -> new CompletableFuture<>());
    }

    /** What happens on one request. */
    interface Script extends BiConsumer<Telling, GenerationSpec> {}

    /** Answers at once. */
    static Script answering(FinishReason reason, String... pieces) {
        return (telling, spec) -> {
            List.of(pieces).forEach(telling::say);
            telling.end(reason, "");
        };
    }

    void play(Script next) {
        script = next;
    }

    /** Takes no request from now on. */
    void overload() {
        overloaded = true;
    }

    /** Takes no request that asks for more new tokens. */
    void haveRoomFor(int newTokens) {
        room = newTokens;
    }

    @Override
    public List<GenerationId> generate(List<GenerationSpec> specs, IntFunction<GenerationListener> listeners)
            throws OverloadedException {
        if (overloaded) {
            throw new OverloadedException(1);
        }
        for (GenerationSpec spec : specs) {
            if (spec.maxNewTokens() > room) {
                throw new IllegalArgumentException("there is no room for " + spec.maxNewTokens() + " new tokens");
            }
        }
        List<GenerationId> ids = new ArrayList<>();
        for (GenerationSpec spec : specs) {
            asked.add(spec);
            GenerationId id = new GenerationId("g" + asked.size());
            Telling telling = new Telling(id, spec, listeners.apply(ids.size()));
            Thread.ofVirtual().start(() -> script.accept(telling, spec));
            ids.add(id);
        }
        return ids;
    }

    @Override
    public void cancel(GenerationId generation) {
        cancelled(generation.value()).complete(generation);
    }

    /** One generation as it goes. */
    static final class Telling {
        private final GenerationId id;
        private final GenerationSpec spec;
        private final GenerationListener listener;
        private final StringBuilder text = new StringBuilder();
        private int tokens;

        private Telling(GenerationId id, GenerationSpec spec, GenerationListener listener) {
            this.id = id;
            this.spec = spec;
            this.listener = listener;
        }

        String name() {
            return id.value();
        }

        void say(String piece) {
            text.append(piece);
            List<TokenLogProbability> alternatives = IntStream.range(0, spec.alternatives())
                    .mapToObj(rank -> new TokenLogProbability(TOKEN + rank, LOG_PROBABILITY * (rank + 1)))
                    .toList();
            ChosenToken token = new ChosenToken(TOKEN, LOG_PROBABILITY, alternatives);
            listener.onToken(new SampledToken(id, spec.prompt().size() + tokens++, token, piece));
        }

        void end(FinishReason reason, String error) {
            TokenIds said = TokenIds.of(new int[tokens]);
            listener.onEnded(new GenerationEnd(id, spec.prompt(), said, text.toString(), reason, error));
        }
    }
}
