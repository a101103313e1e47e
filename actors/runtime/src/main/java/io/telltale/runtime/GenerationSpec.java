package io.telltale.runtime;

import io.telltale.engine.decoder.StopConditions;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.TraceHeaders;
import java.util.List;

/**
 * What is to be generated.
 *
 * @param stopConditions whose empty stop texts are left out
 * @param alternatives number of likeliest tokens that are told with each token
 * @param trace of the request
 */
public record GenerationSpec(
        TokenIds prompt,
        SamplingParameters sampling,
        StopConditions stopConditions,
        int alternatives,
        InterventionAuthority authority,
        TraceHeaders trace) {

    /** A generation that may end at any length up to a largest, and tells of no alternatives. */
    public GenerationSpec(
            TokenIds prompt,
            SamplingParameters sampling,
            int maxNewTokens,
            List<String> stop,
            InterventionAuthority authority,
            TraceHeaders trace) {
        this(prompt, sampling, new StopConditions(maxNewTokens, stop), 0, authority, trace);
    }

    /** A generation that plugins may change as their modes allow. */
    public GenerationSpec(
            TokenIds prompt, SamplingParameters sampling, int maxNewTokens, List<String> stop, TraceHeaders trace) {
        this(prompt, sampling, maxNewTokens, stop, InterventionAuthority.BY_MODE, trace);
    }

    public GenerationSpec {
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("a prompt needs at least one token");
        }
        if (alternatives < 0) {
            throw new IllegalArgumentException("the number of alternatives must not be negative: " + alternatives);
        }
        stopConditions = stopConditions.withStop(
                stopConditions.stop().stream().filter(text -> !text.isEmpty()).toList());
    }

    /** Returns the largest number of new tokens. */
    public int maxNewTokens() {
        return stopConditions.maxNewTokens();
    }

    /** Returns the texts that end the answer and do not become part of it. */
    public List<String> stop() {
        return stopConditions.stop();
    }

    /** Returns this specification for one of several answers to its prompt, counted from 0. */
    public GenerationSpec forChoice(int index) {
        return new GenerationSpec(prompt, sampling.forChoice(index), stopConditions, alternatives, authority, trace);
    }

    /** Returns the most positions that the generation takes in a context of some length; its last token is not computed. */
    int mostPositions(int contextLength) {
        return (int) Math.min(contextLength, (long) prompt.size() + maxNewTokens() - 1);
    }
}
