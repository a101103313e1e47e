package io.telltale.node.cli;

import io.telltale.engine.sampling.SamplingParameters;
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
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "Choose among the likeliest tokens that reach this probability together. Default: ${DEFAULT-VALUE}.")
    private double topP = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "The same seed gives the same answer. Default: ${DEFAULT-VALUE}.")
    private long seed;

    SamplingParameters parameters() {
        return new SamplingParameters(temperature, topP, seed);
    }
}
