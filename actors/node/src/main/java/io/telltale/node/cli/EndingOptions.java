package io.telltale.node.cli;

import io.telltale.engine.decoder.StopConditions;
import io.telltale.engine.decoder.StopConditions.EndOfSequence;
import java.util.List;
import picocli.CommandLine.Option;

/** Where an answer ends. */
final class EndingOptions {

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            defaultValue = "128",
            description = "The most tokens to generate. Default: ${DEFAULT-VALUE}.")
    private int maxNewTokens = 128;

    @Option(
            names = "--min-new-tokens",
            paramLabel = "N",
            defaultValue = "0",
            description = "Do not end the answer before it has this many tokens. Default: ${DEFAULT-VALUE}.")
    private int minNewTokens;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "End the answer before this text; may be repeated. Default: none.")
    private List<String> stop = List.of();

    @Option(names = "--ignore-eos", description = "Go on where the model ends its answer, up to the most tokens.")
    private boolean ignoreEndOfSequence;

    /**
     * @throws IllegalArgumentException naming the number that is out of its range
     */
    StopConditions conditions() {
        EndOfSequence end = ignoreEndOfSequence ? EndOfSequence.IGNORED : EndOfSequence.ENDS;
        return new StopConditions(minNewTokens, maxNewTokens, stop, end);
    }
}
