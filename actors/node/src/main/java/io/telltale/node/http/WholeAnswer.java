package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.SampledToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits for the end of a generation. */
final class WholeAnswer implements GenerationListener {

    private final CompletableFuture<GenerationEnd> end = new CompletableFuture<>();

    @Override
    public void onToken(SampledToken token) {}

    @Override
    public void onEnded(GenerationEnd ended) {
        // Not on the actor's thread: what follows writes the answer.
        end.completeAsync(() -> ended);
    }

    CompletionStage<GenerationEnd> ended() {
        return end;
    }
}
