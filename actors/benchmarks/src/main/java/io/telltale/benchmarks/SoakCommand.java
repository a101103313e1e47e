package io.telltale.benchmarks;

import io.telltale.runtime.OverloadedException;
import io.telltale.transport.FinishReason;
import io.telltale.transport.kafka.EmbeddedBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code telltale benchmark soak}: whether memory grows while generations of every kind come and go. */
@Command(
        name = "soak",
        description = {
            "Mixed load for a long time: short, long, cancelled and steered generations on a real broker.",
            "Says how much memory, in and beyond the Java heap, the last third took more than the middle third."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  telltale benchmark soak --minutes 30 --json soak.json", "  telltale benchmark soak --minutes 2"})
final class SoakCommand implements Callable<Integer> {

    private static final int PROMPTS = 64;
    private static final int SAMPLES = 60;
    private static final double MIB = 1 << 20;

    /** Medians of thirds of a process that does not grow differ by its allocations of the moment. */
    private static final double BAR = 0.05;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--minutes",
            converter = WholeNumber.class,
            defaultValue = "30",
            description = "How long; default ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--sequences",
            converter = WholeNumber.class,
            defaultValue = "8",
            description = "Generations that run at once; default ${DEFAULT-VALUE}.")
    private int sequences;

    @Override
    public Integer call() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create();
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            BenchmarkModel opened = model.open(scratch, PROMPTS);
            var setup = new LiveRuntime.Setup(
                    opened.checkpoint(), model.shards(opened), PluginPair.FITTING.on(opened), Duration.ZERO);
            try (LiveRuntime live = LiveRuntime.start(broker, "soak", setup)) {
                report.print(measure(new SoakLoad(live.runtime(), opened.prompts(), sequences)));
            }
        }
        return 0;
    }

    private Report measure(SoakLoad load) throws InterruptedException, OverloadedException, IOException {
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        long between = Duration.ofMinutes(minutes).toNanos() / SAMPLES;
        long next = System.nanoTime() + between;
        List<MemorySample> samples = new ArrayList<>();
        while (System.nanoTime() < end) {
            load.startNext();
            if (System.nanoTime() > next) {
                samples.add(MemorySample.take());
                next += between;
                report.status(progress(samples.getLast(), samples.size()));
            }
        }
        return report(load.finish(), samples);
    }

    private static String progress(MemorySample sample, int number) {
        return String.format(
                Locale.ROOT,
                "sample %d of %d: heap %.0f MiB, beyond it %.0f MiB",
                number,
                SAMPLES,
                sample.heapBytes() / MIB,
                sample.nativeBytes() / MIB);
    }

    private Report report(Map<FinishReason, Integer> ends, List<MemorySample> samples) {
        MemorySample last = samples.getLast();
        List<Figure> figures = new ArrayList<>();
        ends.forEach((reason, count) ->
                figures.add(Figure.of("generations ended by " + reason.name().toLowerCase(Locale.ROOT), count, "")));
        figures.add(Figure.none("generations failed", ends.getOrDefault(FinishReason.FAILED, 0), ""));
        figures.add(Figure.of("heap after a collection, at the end", last.heapBytes() / MIB, "MiB"));
        figures.add(Figure.atMost(
                BAR,
                "its growth, last third over middle third",
                MemorySample.growth(samples, MemorySample::heapBytes),
                ""));
        figures.add(Figure.of("memory beyond the heap, at the end", last.nativeBytes() / MIB, "MiB"));
        figures.add(Figure.atMost(
                BAR,
                "its growth, last third over middle third",
                MemorySample.growth(samples, MemorySample::nativeBytes),
                ""));
        return new Report("soak", model + ", " + minutes + " minutes, sequences " + sequences, figures);
    }
}
