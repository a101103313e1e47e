package io.telltale.node.cli;

import io.telltale.engine.sampling.CandidateFilters;
import io.telltale.engine.sampling.Penalties;
import io.telltale.engine.sampling.SamplingParameters;
import java.util.Map;
import picocli.CommandLine.Option;

/** How the tokens of an answer are chosen. */
final class SamplingOptions {

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0",
            description = "0 chooses the best token always; more is more random. Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "0",
            description = "Choose among this many likeliest tokens; 0 or -1 for all. Default: ${DEFAULT-VALUE}.")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "Choose among the likeliest tokens that reach this probability together. Default: ${DEFAULT-VALUE}.")
    private double topP = 1;

    @Option(
            names = "--min-p",
            paramLabel = "P",
            defaultValue = "0",
            description =
                    "Choose among tokens that have at least this share of the likeliest one's probability. Default: ${DEFAULT-VALUE}.")
    private double minP;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "R",
            defaultValue = "1",
            description =
                    "Above 1, tokens of prompt and answer are less likely to come again. Default: ${DEFAULT-VALUE}.")
    private double repetitionPenalty = 1;

    @Option(
            names = "--presence-penalty",
            paramLabel = "R",
            defaultValue = "0",
            description = "From -2 to 2: taken from the logit of every token in the answer. Default: ${DEFAULT-VALUE}.")
    private double presencePenalty;

    @Option(
            names = "--frequency-penalty",
            paramLabel = "R",
            defaultValue = "0",
            description =
                    "From -2 to 2: taken from the logit of a token as often as it is in the answer. Default: ${DEFAULT-VALUE}.")
    private double frequencyPenalty;

    @Option(
            names = "--logit-bias",
            paramLabel = "ID=BIAS",
            description =
                    "Add a number from -100 to 100 to the logit of a token; may be repeated. It holds at temperature 0 too. Default: none.")
    private Map<Integer, Double> logitBias = Map.of();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "The same seed gives the same answer. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /**
     * @throws IllegalArgumentException naming the value that is out of its range
     */
    SamplingParameters parameters() {
        return new SamplingParameters(
                temperature,
                new CandidateFilters(topK, topP, minP),
                new Penalties(repetitionPenalty, presencePenalty, frequencyPenalty),
                logitBias,
                seed);
    }
}
