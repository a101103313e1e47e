package io.telltale.engine.checkpoint;

import io.telltale.engine.architecture.ConfigFile;
import io.telltale.engine.sampling.CandidateFilters;
import io.telltale.engine.sampling.Penalties;
import io.telltale.engine.sampling.SamplingParameters;
import java.nio.file.Path;
import java.util.Map;

/** How a checkpoint's publisher recommends to sample, which {@code generation_config.json} says. */
final class RecommendedSampling {

    private static final String TOP_K = "top_k";

    private RecommendedSampling() {}

    static SamplingParameters read(Path folder) {
        ConfigFile file = ConfigFile.readIfPresent(folder.resolve("generation_config.json"));
        try {
            var filters = new CandidateFilters(topK(file), file.number("top_p", 1), file.number("min_p", 0));
            var penalties = new Penalties(file.number("repetition_penalty", 1), 0, 0);
            return new SamplingParameters(file.number("temperature", 1), filters, penalties, Map.of(), 0);
        } catch (IllegalArgumentException meaningless) {
            throw file.invalid(String.valueOf(meaningless.getMessage()));
        }
    }

    private static int topK(ConfigFile file) {
        if (file.has(TOP_K) && !file.node(TOP_K).canConvertToInt()) {
            throw file.invalid(TOP_K + " must be a whole number, not " + file.node(TOP_K));
        }
        return file.node(TOP_K).asInt(0);
    }
}
