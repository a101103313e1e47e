package io.telltale.engine.decoder;

import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.TokenIds;
import java.util.List;

/**
 * A wish for text.
 *
 * @param prompt at least one token
 * @param stop strings that end the text and are left out of it; they need a checkpoint with a tokenizer
 * @param interventions changes to the forward pass
 */
public record GenerationRequest(
        TokenIds prompt,
        SamplingParameters sampling,
        int maxNewTokens,
        List<String> stop,
        List<ScheduledIntervention> interventions) {

    public GenerationRequest {
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("the prompt is empty: a model needs at least one token to go on from");
        }
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("the number of new tokens must be at least 1, not " + maxNewTokens);
        }
        stop = List.copyOf(stop);
        interventions = List.copyOf(interventions);
    }

    /** Returns a request without stop strings and interventions that takes the best token always. */
    public static GenerationRequest greedy(TokenIds prompt, int maxNewTokens) {
        return new GenerationRequest(prompt, SamplingParameters.GREEDY, maxNewTokens, List.of(), List.of());
    }
}
