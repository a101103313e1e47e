package io.telltale.benchmarks;

import io.telltale.engine.ShardPlan;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Which model is measured, and how much of it. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "almanac-chat",
            description = "One of " + BenchmarkModel.SYNTAX + "; default ${DEFAULT-VALUE}.")
    private String model = "";

    @Option(
            names = "--shards",
            converter = WholeNumber.class,
            defaultValue = "1",
            description = "Shards of the model, also of the bare engine; default ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--tokens",
            converter = WholeNumber.class,
            defaultValue = "96",
            description = "New tokens of every sequence, always all of them; default ${DEFAULT-VALUE}.")
    private int tokens;

    BenchmarkModel open(ScratchFolder scratch, int prompts) throws IOException {
        BenchmarkModel opened = BenchmarkModel.open(model, scratch, prompts);
        opened.checkRoomFor(tokens);
        return opened;
    }

    ShardPlan shards(BenchmarkModel opened) {
        return ShardPlan.even(opened.checkpoint().spec().layers(), shards);
    }

    int tokens() {
        return tokens;
    }

    @Override
    public String toString() {
        return model + ", shards " + shards + ", tokens " + tokens;
    }
}
