package io.telltale.benchmarks;

import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardStep;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process in which {@link LoadingPart} loads a checkpoint; prints how long that took and what it took of memory. */
@Command(name = "load-checkpoint", hidden = true, description = "One turn of the engine benchmark.")
final class LoadCommand implements Callable<Integer> {

    /** What a load took. */
    record Load(double openSeconds, double loadSeconds, double peakBeforeBytes, double peakBytes) {

        private static final String PREFIX = "loaded:";

        String line() {
            return PREFIX + " " + openSeconds + " " + loadSeconds + " " + peakBeforeBytes + " " + peakBytes;
        }

        /** Finds the line in what the process printed. */
        static Load parse(List<String> output) {
            String line = output.stream()
                    .filter(printed -> printed.startsWith(PREFIX))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the process said nothing of its load: " + output));
            String[] numbers = line.substring(PREFIX.length()).strip().split(" ", -1);
            return new Load(
                    Double.parseDouble(numbers[0]),
                    Double.parseDouble(numbers[1]),
                    Double.parseDouble(numbers[2]),
                    Double.parseDouble(numbers[3]));
        }
    }

    private static final double NANOS_PER_SECOND = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--checkpoint", required = true)
    private Path folder = Path.of("");

    @Option(names = "--precision", required = true)
    private ComputePrecision precision = ComputePrecision.FLOAT32;

    @Override
    public Integer call() throws Exception {
        new EngineThreads(1, "one is enough to load").use();
        double before = Memory.peakResidentBytes();
        long started = System.nanoTime();
        Checkpoint checkpoint = Checkpoint.open(folder);
        long opened = System.nanoTime();
        LayerRange layers = new LayerRange(0, checkpoint.spec().layers());
        try (Shard shard = Shard.load(checkpoint, layers, EngineOptions.DEFAULTS.withPrecision(precision))) {
            long loaded = System.nanoTime();
            runOneToken(shard);
            Load load = new Load(
                    (opened - started) / NANOS_PER_SECOND,
                    (loaded - opened) / NANOS_PER_SECOND,
                    before,
                    Memory.peakResidentBytes());
            PrintWriter out = spec.commandLine().getOut();
            out.println(load.line());
            out.flush();
        }
        return 0;
    }

    /** What is mapped counts from its first use on. */
    private static void runOneToken(Shard shard) {
        SequenceId sequence = new SequenceId(new GenerationId("load"), 0);
        shard.open(sequence);
        shard.run(ShardStep.plain(sequence, 0, new Tokens(TokenIds.of(1))));
    }
}
