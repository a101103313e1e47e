package io.telltale.runtime;

import io.telltale.spi.GenerationId;
import io.telltale.transport.FinishReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generations whose listeners have not heard of their end. The actors end them; should these be gone, for example because a
 * cluster has expelled the process, somebody else must. Safe for use by several threads.
 */
final class OpenGenerations {

    private record Open(GenerationSpec spec, GenerationListener listener) {}

    private final Map<GenerationId, Open> open = new ConcurrentHashMap<>();
    private final Runnable ended;

    /**
     * @param ended runs once for each generation, before its listener hears of its end
     */
    OpenGenerations(Runnable ended) {
        this.ended = ended;
    }

    /** Takes note of a generation; returns what the actors are to tell. */
    GenerationListener add(GenerationId id, GenerationSpec spec, GenerationListener listener) {
        open.put(id, new Open(spec, listener));
        return new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {
                listener.onToken(token);
            }

            @Override
            public void onRemainingText(GenerationId generation, String text) {
                listener.onRemainingText(generation, text);
            }

            @Override
            public void onEnded(GenerationEnd end) {
                if (open.remove(id) != null) {
                    ended.run();
                    listener.onEnded(end);
                }
            }
        };
    }

    /** Ends all that are left. */
    void fail(String reason) {
        open.keySet().forEach(id -> {
            Open left = open.remove(id);
            if (left != null) {
                ended.run();
                left.listener()
                        .onEnded(GenerationEnd.withoutAnswer(id, left.spec().prompt(), FinishReason.FAILED, reason));
            }
        });
    }
}
