package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Answer;
import io.telltale.benchmarks.contender.Contender;
import io.telltale.benchmarks.contender.Setting;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.engine.threads.ThreadCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why threads follow the cores that are free: one and all of them, alone and beside a process that keeps one core busy. */
final class CorePart {

    private static final EngineBench.Model SMALL =
            new EngineBench.Model("synthetic-6x288", LlamaShape.parse("synthetic-6x288"));
    private static final String ONE = "1 thread";

    private final EngineBench bench;
    private final EngineWork work;

    CorePart(EngineBench bench, EngineWork work) {
        this.bench = bench;
        this.work = work;
    }

    /** Measures and shows a table. */
    List<Figure> measure(EngineBench.Model large) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores == 1) {
            bench.table(List.of("", "threads beside a busy core: there is one core alone"));
            return List.of();
        }
        List<Figure> figures = new ArrayList<>();
        for (EngineBench.Model model : List.of(SMALL, large)) {
            figures.addAll(measure(model, cores));
        }
        bench.table(List.of("", "threads beside a busy core, decode 1, float32"));
        bench.table(figures.stream().map(Figure::line).toList());
        return figures;
    }

    private List<Figure> measure(EngineBench.Model model, int cores) throws Exception {
        Setting one = bench.setting(model, ComputePrecision.FLOAT32, 1);
        Setting all = bench.setting(model, ComputePrecision.FLOAT32, cores);
        try (Contender single = bench.startEngine(ONE, one, 1);
                Contender many = bench.startEngine(cores + " threads", all, 1)) {
            List<Figure> figures = new ArrayList<>(figures(model, "alone", single, many));
            bench.status("keeping one core busy");
            Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
            try {
                figures.addAll(figures(model, "beside a busy core", single, many));
            } finally {
                busy.destroyForcibly().waitFor();
            }
            return figures;
        }
    }

    private List<Figure> figures(EngineBench.Model model, String circumstance, Contender single, Contender many)
            throws Exception {
        EngineThreads chosen = EngineThreads.choose(ThreadCount.AUTO);
        bench.status(circumstance + ", the choice is " + chosen);
        Map<String, Rounds.Turn> turns = new LinkedHashMap<>();
        turns.put(single.name(), () -> rate(single));
        turns.put(many.name(), () -> rate(many));
        Rounds rounds = Rounds.measure(work.rounds(), turns);
        String prefix = model.name() + " " + circumstance + ", ";
        return List.of(
                Figure.of(prefix + single.name(), rounds.median(single.name()), "tokens/s"),
                Figure.of(prefix + many.name(), rounds.median(many.name()), "tokens/s"),
                Figure.of(
                        prefix + many.name() + " : 1 thread",
                        rounds.ratio(many.name(), single.name()).median(),
                        "ratio"),
                Figure.of(prefix + "chosen", chosen.threads(), "threads"));
    }

    private double rate(Contender contender) {
        if (contender.answer(work.decodeOne()) instanceof Answer.Rate rate) {
            return rate.perSecond();
        }
        throw new IllegalStateException("no rate of " + contender.name());
    }
}
