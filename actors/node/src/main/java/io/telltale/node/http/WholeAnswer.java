package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.SampledToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Waits for the ends of all choices. */
final class WholeAnswer {

    /** One choice that has ended. */
    record Choice(GenerationEnd end, List<SampledToken> tokens) {

        Choice {
            tokens = List.copyOf(tokens);
        }
    }

    private final RunningChoices running;
    private final ChoiceEnds ends;
    private final List<List<SampledToken>> tokens;
    private final CompletableFuture<List<Choice>> choices = new CompletableFuture<>();

    WholeAnswer(int choices, RunningChoices running) {
        this.running = running;
        this.ends = new ChoiceEnds(choices);
        this.tokens = IntStream.range(0, choices)
                .mapToObj(choice -> (List<SampledToken>) new ArrayList<SampledToken>())
                .toList();
    }

    /** Makes the listener of one choice. */
    GenerationListener listener(int choice) {
        return new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {
                tokens.get(choice).add(token);
            }

            @Override
            public void onEnded(GenerationEnd end) {
                if (!FinishReasons.isAnswer(end)) {
                    running.cancel();
                }
                // Not on the actor's thread: what follows writes the answer.
                ends.add(choice, end).ifPresent(all -> choices.completeAsync(() -> choices(all)));
            }
        };
    }

    private List<Choice> choices(List<GenerationEnd> all) {
        return IntStream.range(0, all.size())
                .mapToObj(choice -> new Choice(all.get(choice), tokens.get(choice)))
                .toList();
    }

    CompletionStage<List<Choice>> ended() {
        return choices;
    }
}
