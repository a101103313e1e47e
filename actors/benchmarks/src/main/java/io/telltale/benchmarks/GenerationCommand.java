package io.telltale.benchmarks;

import io.telltale.transport.kafka.EmbeddedBroker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code telltale benchmark generation}: what the framework costs in tokens per second.
 *
 * <p>Four contenders answer the same prompts with the same number of tokens: the engine alone on one thread, one sequence after the
 * other; the runtime without plugins; with two plugins; with a plugin that reads the residual stream behind every layer. The
 * three runtimes answer all prompts at once, over an embedded Kafka broker in this process, each on topics of its own, and only
 * one runs at a time. A turn starts its runtime, answers a short batch to warm up, and times a batch from the first request to the
 * last token. What then still waits for the log or for plugins is timed apart, and what was shed is counted.
 */
@Command(
        name = "generation",
        description = "Tokens per second of the idle runtime, with plugins and with all layers captured, to the engine"
                + " alone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  telltale benchmark generation",
            "  telltale benchmark generation --sequences 1 --rounds 9",
            "  telltale benchmark generation --model synthetic-12x576 --tokens 48"
        })
final class GenerationCommand implements Callable<Integer> {

    private static final double IDLE_BAR = 0.99;
    private static final double PLUGINS_BAR = 0.95;
    private static final double ALL_LAYERS_BAR = 0.94;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--rounds",
            converter = WholeNumber.class,
            defaultValue = "7",
            description = "Rounds after the one that warms up; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--sequences",
            converter = WholeNumber.class,
            defaultValue = "8",
            description = "Sequences that run at once; default ${DEFAULT-VALUE}.")
    private int sequences;

    @Option(
            names = "--plugins",
            description = "The two plugins: ${COMPLETION-CANDIDATES}; default BUILT_IN on almanac-chat, else PROBES.")
    private PluginPair plugins = PluginPair.FITTING;

    @Override
    public Integer call() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create();
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            BenchmarkModel opened = model.open(scratch, sequences);
            GenerationTurns turns =
                    new GenerationTurns(opened, new GenerationTurns.Size(model.shards(opened), model.tokens()), broker);
            Map<String, Rounds.Turn> contenders = new LinkedHashMap<>();
            contenders.put("bare", turns::bare);
            contenders.put("idle", () -> turns.runtime("idle", List.of()));
            contenders.put("plugins", () -> turns.runtime("plugins", plugins.on(opened)));
            contenders.put("all-layers", () -> turns.runtime("all-layers", PluginPair.everyLayer()));
            report.status("measuring " + (rounds + 1) + " rounds of " + contenders.size() + " turns");
            report.print(report(Rounds.measure(rounds, contenders), turns));
        }
        return 0;
    }

    private Report report(Rounds measured, GenerationTurns turns) {
        List<Figure> figures = new ArrayList<>();
        for (String contender : measured.rates().keySet()) {
            figures.add(Figure.of(contender + " tokens per second", measured.median(contender), "tokens/s"));
        }
        addRatio(figures, measured, "idle", IDLE_BAR);
        addRatio(figures, measured, "plugins", PLUGINS_BAR);
        addRatio(figures, measured, "all-layers", ALL_LAYERS_BAR);
        figures.addAll(turns.aftermath());
        return new Report(
                "generation", model + ", sequences " + sequences + ", rounds " + rounds, List.copyOf(figures));
    }

    private static void addRatio(List<Figure> figures, Rounds measured, String contender, double bar) {
        Rounds.Spread ratio = measured.ratio(contender, "bare");
        figures.add(Figure.atLeast(bar, contender + " : bare, median of rounds", ratio.median(), "ratio"));
        figures.add(Figure.of(contender + " : bare, least", ratio.least(), "ratio"));
        figures.add(Figure.of(contender + " : bare, most", ratio.most(), "ratio"));
    }
}
