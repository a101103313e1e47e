package io.telltale.benchmarks;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.spi.TokenIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code telltale benchmark engine}: decoding speed as a share of the machine's read bandwidth.
 *
 * <p>One sequence of a model of random weights is decoded in float32; every token has to read every weight once, so that no
 * engine can be faster than the memory. The limit is measured in turns with it: a sum over an array far larger than the caches,
 * by as many threads as the engine uses. The rate of decoding counts weights alone, not keys and values.
 */
@Command(
        name = "engine",
        description = "Decoding of one sequence in float32, as a share of the machine's measured read bandwidth.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  telltale benchmark engine",
            "  telltale benchmark engine --layers 24 --width 768 --tokens 32",
            "  TELLTALE_THREADS=2 telltale benchmark engine"
        })
final class EngineCommand implements Callable<Integer> {

    private static final double BAR = 0.8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double GIGA = 1e9;
    private static final int PROMPT_TOKENS = 4;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--layers",
            converter = WholeNumber.class,
            defaultValue = "12",
            description = "Default ${DEFAULT-VALUE}.")
    private int layers;

    @Option(
            names = "--width",
            converter = WholeNumber.class,
            defaultValue = "576",
            description = "Of the residual stream, a multiple of 16; default ${DEFAULT-VALUE}.")
    private int width;

    @Option(
            names = "--vocabulary",
            converter = WholeNumber.class,
            defaultValue = "8192",
            description = "Default ${DEFAULT-VALUE}.")
    private int vocabulary;

    @Option(
            names = "--tokens",
            converter = WholeNumber.class,
            defaultValue = "48",
            description = "New tokens per round; default ${DEFAULT-VALUE}.")
    private int tokens;

    @Option(
            names = "--rounds",
            converter = WholeNumber.class,
            defaultValue = "7",
            description = "Rounds after the one that warms up; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--array-mb",
            converter = WholeNumber.class,
            defaultValue = "256",
            description = "Size of the array that is summed; default ${DEFAULT-VALUE}.")
    private int arrayMegabytes;

    @Override
    public Integer call() throws Exception {
        if (PROMPT_TOKENS + tokens > SyntheticCheckpoint.CONTEXT) {
            throw new IllegalArgumentException(
                    "--tokens must be at most " + (SyntheticCheckpoint.CONTEXT - PROMPT_TOKENS) + ", not " + tokens);
        }
        SyntheticCheckpoint synthetic = new SyntheticCheckpoint(layers, width, vocabulary);
        try (ScratchFolder scratch = ScratchFolder.create()) {
            Checkpoint checkpoint = synthetic.writeTo(scratch.path());
            int threads = Integer.getInteger("ai.djl.pytorch.num_threads", 1);
            try (DecoderModel model = DecoderModel.open(checkpoint)) {
                ReadBandwidth memory = new ReadBandwidth(arrayMegabytes, threads);
                Map<String, Rounds.Turn> contenders = new LinkedHashMap<>();
                contenders.put("memory", memory::measure);
                contenders.put("decoding", () -> decode(model) * synthetic.bytesPerToken());
                report.print(report(Rounds.measure(rounds, contenders), synthetic, threads));
            }
        }
        return 0;
    }

    /** Returns decode steps per second: the first token comes from the prompt's step and is not counted. */
    private double decode(DecoderModel model) {
        long[] firstAt = {0};
        TokenListener stopwatch = (id, text) -> {
            if (firstAt[0] == 0) {
                firstAt[0] = System.nanoTime();
            }
        };
        int generated = model.generate(GenerationRequest.greedy(TokenIds.of(1, 1, 1, 1), tokens + 1), stopwatch)
                .tokenIds()
                .size();
        return (generated - 1) * NANOS_PER_SECOND / (System.nanoTime() - firstAt[0]);
    }

    private Report report(Rounds measured, SyntheticCheckpoint synthetic, int threads) {
        Rounds.Spread share = measured.ratio("decoding", "memory");
        return new Report(
                "engine",
                "layers " + layers + ", width " + width + ", vocabulary " + vocabulary + ", threads " + threads
                        + ", tokens " + tokens + ", rounds " + rounds,
                List.of(
                        Figure.of("weights read per token", synthetic.bytesPerToken() / 1e6, "MB"),
                        Figure.of("decoding", measured.median("decoding") / synthetic.bytesPerToken(), "tokens/s"),
                        Figure.of("decoding", measured.median("decoding") / GIGA, "GB/s"),
                        Figure.of("memory, read", measured.median("memory") / GIGA, "GB/s"),
                        Figure.atLeast(BAR, "decoding : memory, median of rounds", share.median(), "ratio"),
                        Figure.of("decoding : memory, least", share.least(), "ratio"),
                        Figure.of("decoding : memory, most", share.most(), "ratio")));
    }
}
