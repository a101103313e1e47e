package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Answer;
import io.telltale.benchmarks.contender.Contender;
import io.telltale.benchmarks.contender.Peer;
import io.telltale.benchmarks.contender.Setting;
import io.telltale.benchmarks.contender.Work;
import io.telltale.engine.ComputePrecision;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decoding and prompts of one model, in one precision, on one number of threads: Telltale, its peers and the machine's limits take
 * turns.
 */
final class SpeedPart {

    private static final TokenIds PROBE = TokenIds.of(1, 2, 3, 4, 5, 6, 7, 8);
    private static final String MEMORY = "memory";
    private static final String PRODUCTS = "products";

    private final EngineBench bench;
    private final EngineBench.Model model;
    private final EngineWork work;
    private final Map<String, String> absent = new LinkedHashMap<>();

    SpeedPart(EngineBench bench, EngineBench.Model model, EngineWork work) {
        this.bench = bench;
        this.model = model;
        this.work = work;
    }

    /** Measures and shows a table. */
    List<Figure> measure(ComputePrecision precision, int threads) throws Exception {
        Setting setting = bench.setting(model, precision, threads);
        List<Contender> contenders = new ArrayList<>();
        try {
            bench.status("loading " + model.name() + " in " + setting.precisionName() + " for threads " + threads);
            Contender engine = bench.startEngine(EngineBench.TELLTALE, setting, 1);
            contenders.add(engine);
            for (Peer peer : bench.peers()) {
                if (peer.isEngine()) {
                    contenders.add(bench.start(peer, setting, model));
                }
            }
            Map<String, Rounds.Turn> turns = turns(contenders);
            turns.put(MEMORY, () -> rate(engine, Work.Limit.READING));
            turns.put(PRODUCTS, () -> rate(engine, Work.Limit.PRODUCTS));
            bench.status("measuring " + (work.rounds() + 1) + " rounds of " + turns.size() + " turns");
            SpeedResult result = new SpeedResult(
                    model, setting, work, Rounds.measure(work.rounds(), turns), names(contenders), absent);
            bench.table(result.table());
            return result.figures();
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    /** What a contender cannot do at all is found out before the rounds, and is no turn. */
    private Map<String, Rounds.Turn> turns(List<Contender> contenders) {
        Map<String, Integer> tokens = new LinkedHashMap<>();
        Map<String, Rounds.Turn> turns = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            switch (contender.answer(new Work.Next(PROBE))) {
                case Answer.Token token -> tokens.put(contender.name(), token.id());
                case Answer.Absent none -> absent.put(contender.name(), none.reason());
                case Answer.Rate rate -> throw new IllegalStateException("a rate is no token: " + rate);
                case Answer.Overhead overhead -> throw new IllegalStateException("no token: " + overhead);
            }
        }
        noteDisagreement(tokens);
        for (EngineWork.Named named : work.speed()) {
            contenders.stream()
                    .filter(contender -> tokens.containsKey(contender.name()))
                    .filter(contender -> offers(contender, named.batch()))
                    .forEach(contender ->
                            turns.put(key(contender.name(), named.name()), () -> rate(contender, named.work())));
        }
        return turns;
    }

    private void noteDisagreement(Map<String, Integer> tokens) {
        tokens.forEach((name, token) -> {
            if (!token.equals(tokens.get(EngineBench.TELLTALE))) {
                absent.put(name + ", note", "it finds another next token than Telltale");
            }
        });
    }

    private static boolean offers(Contender contender, int batch) {
        return contender.answer(new Work.Decode(batch, 2, 1)) instanceof Answer.Rate;
    }

    private static double rate(Contender contender, Work work) {
        if (contender.answer(work) instanceof Answer.Rate rate) {
            return rate.perSecond();
        }
        throw new IllegalStateException(contender.name() + " could do " + work + " before and now cannot");
    }

    private static List<String> names(List<Contender> contenders) {
        return contenders.stream().map(Contender::name).toList();
    }

    static String key(String contender, String work) {
        return contender + " " + work;
    }

    /** Returns the limit of a kind of work in every round: tokens per second that neither memory nor arithmetic allow to pass. */
    static List<Double> limits(Rounds rounds, EngineWork.Named named, LlamaShape shape, ComputePrecision precision) {
        List<Double> limits = new ArrayList<>();
        for (int round = 0; round < rounds.of(MEMORY).size(); round++) {
            double memory = rounds.of(MEMORY).get(round);
            double products = rounds.of(PRODUCTS).get(round);
            boolean decodes = named.work() instanceof Work.Decode;
            double arithmetic = products / (2.0 * (decodes ? shape.decodedWeights() : shape.blockWeights()));
            double reading = named.batch() * memory / (shape.decodedWeights() * (double) Weights.bytes(precision));
            limits.add(decodes ? Math.min(arithmetic, reading) : arithmetic);
        }
        return limits;
    }
}
