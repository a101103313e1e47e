package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Answer;
import io.telltale.benchmarks.contender.Contender;
import io.telltale.benchmarks.contender.Setting;
import io.telltale.engine.ComputePrecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model in two shards of one process against the same in one, decoding in turns. */
final class ShardPart {

    private static final double BAR = 0.97;
    private static final String ONE = "one shard";
    private static final String TWO = "two shards";

    private final EngineBench bench;
    private final EngineBench.Model model;
    private final EngineWork work;

    ShardPart(EngineBench bench, EngineBench.Model model, EngineWork work) {
        this.bench = bench;
        this.model = model;
        this.work = work;
    }

    /** Measures and shows a table. */
    List<Figure> measure(int threads) throws Exception {
        Setting setting = bench.setting(model, ComputePrecision.FLOAT32, threads);
        bench.status("comparing two shards with one on threads " + threads);
        try (Contender one = bench.startEngine(ONE, setting, 1);
                Contender two = bench.startEngine(TWO, setting, 2)) {
            Map<String, Rounds.Turn> turns = new LinkedHashMap<>();
            turns.put(ONE, () -> rate(one.answer(work.decodeOne())));
            turns.put(TWO, () -> rate(two.answer(work.decodeOne())));
            Rounds rounds = Rounds.measure(work.rounds(), turns);
            String prefix = model.name() + " float32 " + threads + "T, decode 1, ";
            Rounds.Spread ratio = rounds.ratio(TWO, ONE);
            List<Figure> figures = List.of(
                    Figure.of(prefix + ONE, rounds.median(ONE), "tokens/s"),
                    Figure.of(prefix + TWO, rounds.median(TWO), "tokens/s"),
                    Figure.atLeast(BAR, prefix + "two shards : one", ratio.median(), "ratio"),
                    Figure.of(prefix + "two shards : one, least", ratio.least(), "ratio"),
                    Figure.of(prefix + "two shards : one, most", ratio.most(), "ratio"));
            bench.table(List.of("", model.name() + " float32, shards, threads " + threads));
            bench.table(figures.stream().map(Figure::line).toList());
            return figures;
        }
    }

    private static double rate(Answer answer) {
        if (answer instanceof Answer.Rate rate) {
            return rate.perSecond();
        }
        throw new IllegalStateException("no rate: " + answer);
    }
}
