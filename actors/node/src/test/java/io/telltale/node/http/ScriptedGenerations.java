package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.SampledToken;
import io.telltale.spi.GenerationId;
import io.telltale.spi.TokenIds;
import io.telltale.transport.FinishReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** A model that says what a test tells it to say. */
final class ScriptedGenerations implements GenerationService {

    final ConcurrentLinkedQueue<GenerationSpec> asked = new ConcurrentLinkedQueue<>();

    private volatile CompletableFuture<GenerationId> cancelled = new CompletableFuture<>();
    private volatile boolean overloaded;
    private volatile Script script = answering(FinishReason.STOP, "It ", "", "rains.");

    /** Forgets what happened and says what it says by default. */
    void reset() {
        asked.clear();
        cancelled = new CompletableFuture<>();
        overloaded = false;
        script = answering(FinishReason.STOP, "It ", "", "rains.");
    }

    /** Returns the first generation that was cancelled, once one is. */
    CompletableFuture<GenerationId> cancelled() {
        return cancelled;
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

    @Override
    public GenerationId generate(GenerationSpec spec, GenerationListener listener) throws OverloadedException {
        if (overloaded) {
            throw new OverloadedException(1);
        }
        asked.add(spec);
        GenerationId id = new GenerationId("g" + asked.size());
        Telling telling = new Telling(id, spec, listener);
        Thread.ofVirtual().start(() -> script.accept(telling, spec));
        return id;
    }

    @Override
    public void cancel(GenerationId generation) {
        cancelled.complete(generation);
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

        void say(String piece) {
            text.append(piece);
            listener.onToken(new SampledToken(id, spec.prompt().size() + tokens++, 7, piece));
        }

        void end(FinishReason reason, String error) {
            TokenIds said = TokenIds.of(new int[tokens]);
            listener.onEnded(new GenerationEnd(id, spec.prompt(), said, text.toString(), reason, error));
        }
    }
}
