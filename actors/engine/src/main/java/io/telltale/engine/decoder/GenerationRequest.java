package io.telltale.engine.decoder;

import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.TokenIds;
import java.util.List;

/**
 * A wish for text.
 *
 * @param prompt at least one token
 * @param interventions changes to the forward pass
 */
public record GenerationRequest(
        TokenIds prompt,
        SamplingParameters sampling,
        StopConditions stopConditions,
        List<ScheduledIntervention> interventions) {

    public GenerationRequest {
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("the prompt is empty: a model needs at least one token to go on from");
        }
        interventions = List.copyOf(interventions);
    }

    /** A wish for an answer that may end at any length up to a largest. */
    public GenerationRequest(
            TokenIds prompt,
            SamplingParameters sampling,
            int maxNewTokens,
            List<String> stop,
            List<ScheduledIntervention> interventions) {
        this(prompt, sampling, new StopConditions(maxNewTokens, stop), interventions);
    }

    /** Returns a request without stop strings and interventions that takes the best token always. */
    public static GenerationRequest greedy(TokenIds prompt, int maxNewTokens) {
        return new GenerationRequest(prompt, SamplingParameters.GREEDY, maxNewTokens, List.of(), List.of());
    }

    /** Returns this request for one of several answers to its prompt, counted from 0. */
    public GenerationRequest forChoice(int index) {
        return new GenerationRequest(prompt, sampling.forChoice(index), stopConditions, interventions);
    }
}
