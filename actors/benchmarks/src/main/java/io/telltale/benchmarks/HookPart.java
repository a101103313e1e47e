package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Answer.Overhead;
import io.telltale.benchmarks.contender.Contender;
import io.telltale.benchmarks.contender.Peer;
import io.telltale.benchmarks.contender.Setting;
import io.telltale.benchmarks.contender.Work.Hook;
import io.telltale.engine.ComputePrecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What reading every layer and changing one costs a step, here and with other libraries. */
final class HookPart {

    private static final int BATCH = 8;
    private static final double CAPTURE_BAR = 0.06;
    private static final double ADDITION_BAR = 0.02;
    private static final double CAPTURE_GAIN_BAR = 10;
    private static final double MICROS = 1e6;

    private final EngineBench bench;
    private final EngineBench.Model model;
    private final EngineWork work;

    HookPart(EngineBench bench, EngineBench.Model model, EngineWork work) {
        this.bench = bench;
        this.model = model;
        this.work = work;
    }

    /** Measures and shows a table. */
    List<Figure> measure(int threads) throws Exception {
        Setting setting = bench.setting(model, ComputePrecision.FLOAT32, threads);
        List<Contender> contenders = new ArrayList<>();
        try {
            contenders.add(bench.startEngine(EngineBench.TELLTALE, setting, 1));
            for (Peer peer : bench.peers()) {
                if (peer.hasHooks()) {
                    contenders.add(bench.start(peer, setting, model));
                }
            }
            List<Figure> figures = new ArrayList<>();
            for (Hook hook : List.of(Hook.CAPTURE, Hook.ADDITION)) {
                bench.status("measuring " + hook.name().toLowerCase(Locale.ROOT) + " at batch " + BATCH);
                figures.addAll(figures(hook, threads, overheads(hook, contenders)));
            }
            bench.table(List.of("", model.name() + " float32, hooks, batch " + BATCH + ", threads " + threads));
            bench.table(figures.stream().map(Figure::line).toList());
            return figures;
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    /** Takes the median of the rounds of what a hook adds, in microseconds and as a share of the step. */
    private Map<String, Added> overheads(Hook hook, List<Contender> contenders) {
        Map<String, List<Overhead>> measured = new LinkedHashMap<>();
        for (int round = 0; round < work.rounds(); round++) {
            for (Contender contender : contenders) {
                if (contender.answer(work.hooked(hook, BATCH)) instanceof Overhead overhead) {
                    measured.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(overhead);
                }
            }
        }
        Map<String, Added> added = new LinkedHashMap<>();
        measured.forEach((name, overheads) -> added.put(name, Added.median(overheads)));
        return added;
    }

    /** What a hook adds to a step. */
    private record Added(double micros, double share) {

        static Added median(List<Overhead> overheads) {
            return new Added(
                    Rounds.spread(overheads.stream()
                                    .map(overhead -> overhead.addedSeconds() * MICROS)
                                    .toList())
                            .median(),
                    Rounds.spread(overheads.stream().map(Overhead::share).toList())
                            .median());
        }
    }

    private List<Figure> figures(Hook hook, int threads, Map<String, Added> added) {
        List<Figure> figures = new ArrayList<>();
        String what = hook == Hook.CAPTURE ? "capture of all layers" : "addition at one layer";
        String prefix = model.name() + " float32 " + threads + "T, " + what + ", batch " + BATCH + ", ";
        added.forEach((name, cost) -> {
            figures.add(Figure.of(prefix + name + ", added to a step", cost.micros(), "us"));
            String share = prefix + name + ", share of a step";
            figures.add(
                    name.equals(EngineBench.TELLTALE)
                            ? Figure.atMost(
                                    hook == Hook.CAPTURE ? CAPTURE_BAR : ADDITION_BAR, share, cost.share(), "ratio")
                            : Figure.of(share, cost.share(), "ratio"));
        });
        if (hook == Hook.CAPTURE) {
            figures.add(gain(prefix + "transformers : telltale, time added", added));
        }
        return figures;
    }

    /** Time that is lost in the noise counts as one microsecond. */
    private static Figure gain(String name, Map<String, Added> added) {
        Added ours = added.get(EngineBench.TELLTALE);
        Added theirs = added.get(Peer.TRANSFORMERS.toString());
        if (ours == null || theirs == null) {
            return Figure.notMeasuredAtLeast(CAPTURE_GAIN_BAR, name, "transformers is absent");
        }
        return Figure.atLeast(CAPTURE_GAIN_BAR, name, theirs.micros() / Math.max(1, ours.micros()), "ratio");
    }
}
