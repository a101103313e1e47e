package io.telltale.node.http;

import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.node.prompt.PromptEncoder;
import io.telltale.node.prompt.Vocabulary;

/**
 * The model as clients see it.
 *
 * @param name what clients call it
 * @param fingerprint names weights and configuration
 * @param contextLimit positions for prompt and answer together
 * @param created seconds since 1970
 * @param samplingDefaults what holds where a request says nothing; their seed counts for nothing
 */
public record ServedModel(
        String name,
        String fingerprint,
        int contextLimit,
        long created,
        PromptEncoder prompts,
        Vocabulary vocabulary,
        SamplingParameters samplingDefaults) {}
