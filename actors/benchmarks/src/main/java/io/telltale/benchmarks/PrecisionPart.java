package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Answer;
import io.telltale.benchmarks.contender.Contender;
import io.telltale.benchmarks.contender.Setting;
import io.telltale.benchmarks.contender.Work;
import io.telltale.engine.ComputePrecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One model in every precision, decoding one sequence, in turns. */
final class PrecisionPart {

    private static final double INT8_BAR = 2.5;

    private final EngineBench bench;
    private final EngineBench.Model model;
    private final EngineWork work;

    PrecisionPart(EngineBench bench, EngineBench.Model model, EngineWork work) {
        this.bench = bench;
        this.model = model;
        this.work = work;
    }

    /** Measures and shows a table. */
    List<Figure> measure(int threads) throws Exception {
        Map<String, Rounds.Turn> turns = new LinkedHashMap<>();
        List<Contender> loaded = new ArrayList<>();
        try {
            for (ComputePrecision precision : ComputePrecision.values()) {
                Setting setting = bench.setting(model, precision, threads);
                Contender contender = bench.startEngine(setting.precisionName(), setting, 1);
                loaded.add(contender);
                turns.put(contender.name(), () -> rate(contender, work.decodeOne()));
            }
            bench.status("comparing precisions on threads " + threads);
            List<Figure> figures = figures(Rounds.measure(work.rounds(), turns), threads);
            bench.table(List.of("", model.name() + ", precisions, decode 1, threads " + threads));
            bench.table(figures.stream().map(Figure::line).toList());
            return figures;
        } finally {
            loaded.forEach(Contender::close);
        }
    }

    private static double rate(Contender contender, Work work) {
        return switch (contender.answer(work)) {
            case Answer.Rate rate -> rate.perSecond();
            case Answer.Overhead overhead -> throw new IllegalStateException("no rate: " + overhead);
            case Answer.Token token -> throw new IllegalStateException("no rate: " + token);
            case Answer.Absent none -> throw new IllegalStateException(none.reason());
        };
    }

    private List<Figure> figures(Rounds rounds, int threads) {
        List<Figure> figures = new ArrayList<>();
        String base = name(ComputePrecision.FLOAT32);
        for (ComputePrecision precision : ComputePrecision.values()) {
            String name = model.name() + " " + threads + "T, decode 1, " + name(precision);
            figures.add(Figure.of(name, rounds.median(name(precision)), "tokens/s"));
            double ratio = rounds.ratio(name(precision), base).median();
            if (precision == ComputePrecision.INT8) {
                figures.add(Figure.atLeast(INT8_BAR, name + " : float32", ratio, "ratio"));
            } else if (precision != ComputePrecision.FLOAT32) {
                figures.add(Figure.of(name + " : float32", ratio, "ratio"));
            }
        }
        return figures;
    }

    private static String name(ComputePrecision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
