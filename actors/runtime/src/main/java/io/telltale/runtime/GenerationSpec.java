package io.telltale.runtime;

import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.TraceHeaders;
import java.util.List;

/**
 * What is to be generated.
 *
 * @param stop texts that end the answer and do not become part of it; empty ones are left out
 * @param trace of the request
 */
public record GenerationSpec(
        TokenIds prompt,
        SamplingParameters sampling,
        int maxNewTokens,
        List<String> stop,
        InterventionAuthority authority,
        TraceHeaders trace) {

    /** A generation that plugins may change as their modes allow. */
    public GenerationSpec(
            TokenIds prompt, SamplingParameters sampling, int maxNewTokens, List<String> stop, TraceHeaders trace) {
        this(prompt, sampling, maxNewTokens, stop, InterventionAuthority.BY_MODE, trace);
    }

    public GenerationSpec {
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("a prompt needs at least one token");
        }
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("max new tokens must be at least 1: " + maxNewTokens);
        }
        stop = stop.stream().filter(text -> !text.isEmpty()).toList();
    }
}
