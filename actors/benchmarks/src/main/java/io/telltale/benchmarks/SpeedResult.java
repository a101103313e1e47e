package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Peer;
import io.telltale.benchmarks.contender.Setting;
import io.telltale.benchmarks.contender.Work;
import io.telltale.engine.ComputePrecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rates of one {@link SpeedPart}.
 *
 * @param contenders Telltale first
 * @param absent why contenders are missing, or what is to be known about them
 */
record SpeedResult(
        EngineBench.Model model,
        Setting setting,
        EngineWork work,
        Rounds rounds,
        List<String> contenders,
        Map<String, String> absent) {

    private static final String BASE_MODEL = "smollm-135m";
    private static final double ONE_THREAD_BAR = 0.8;
    private static final double MORE_THREADS_BAR = 0.75;
    private static final double DECODE_BAR = 1.3;
    private static final double PREFILL_BAR = 1;
    private static final double BATCH_BAR = 5;
    private static final int LARGE_BATCH = 16;

    private String prefix() {
        return model.name() + " " + setting.precisionName() + " " + setting.threads() + "T, ";
    }

    /** Returns rates, with the share of the limit and the ratio to each peer. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s, threads %d: tokens/s (telltale : peer)   memory %.1f GB/s, products %.0f GFLOP/s",
                model.name(),
                setting.precisionName(),
                setting.threads(),
                rounds.median("memory") / 1e9,
                rounds.median("products") / 1e9));
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "  %-12s", ""));
        contenders.forEach(name -> head.append(String.format(Locale.ROOT, "%20s", name)));
        lines.add(head.append("     telltale : limit").toString());
        work.speed().forEach(named -> lines.add(row(named)));
        absent.forEach((name, why) -> lines.add("  " + name + ": " + why));
        return lines;
    }

    private String row(EngineWork.Named named) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-12s", named.name()));
        for (String contender : contenders) {
            String key = SpeedPart.key(contender, named.name());
            String cell = "-";
            if (rounds.has(key)) {
                cell = String.format(Locale.ROOT, "%.1f", rounds.median(key));
                cell += contender.equals(EngineBench.TELLTALE)
                        ? ""
                        : String.format(
                                Locale.ROOT, " (%.2f)", ratio(named, contender).median());
            }
            row.append(String.format(Locale.ROOT, "%20s", cell));
        }
        return row.append(String.format(Locale.ROOT, "%21.2f", share(named).median()))
                .toString();
    }

    private Rounds.Spread ratio(EngineWork.Named named, String contender) {
        return rounds.ratio(SpeedPart.key(EngineBench.TELLTALE, named.name()), SpeedPart.key(contender, named.name()));
    }

    private Rounds.Spread share(EngineWork.Named named) {
        return Rounds.ratio(
                rounds.of(SpeedPart.key(EngineBench.TELLTALE, named.name())),
                SpeedPart.limits(rounds, named, model.shape(), setting.precision()));
    }

    /** Returns every number of the table, some of them with what the design promises. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(prefix() + "memory, read", rounds.median("memory") / 1e9, "GB/s"));
        figures.add(Figure.of(prefix() + "products of matrices", rounds.median("products") / 1e9, "GFLOP/s"));
        for (EngineWork.Named named : work.speed()) {
            for (String contender : contenders) {
                String key = SpeedPart.key(contender, named.name());
                if (rounds.has(key)) {
                    figures.add(Figure.of(prefix() + named.name() + ", " + contender, rounds.median(key), "tokens/s"));
                    addRatio(figures, named, contender);
                }
            }
            addShare(figures, named);
        }
        addMissing(figures);
        addBatchGain(figures);
        return figures;
    }

    private void addShare(List<Figure> figures, EngineWork.Named named) {
        Rounds.Spread share = share(named);
        String name = prefix() + named.name() + ", telltale : limit";
        boolean promised = isDecodeOne(named) && isPromised(ComputePrecision.FLOAT32);
        figures.add(
                promised
                        ? Figure.atLeast(
                                setting.threads() == 1 ? ONE_THREAD_BAR : MORE_THREADS_BAR,
                                name,
                                share.median(),
                                "ratio")
                        : Figure.of(name, share.median(), "ratio"));
        figures.add(Figure.of(name + ", least", share.least(), "ratio"));
        figures.add(Figure.of(name + ", most", share.most(), "ratio"));
    }

    private void addRatio(List<Figure> figures, EngineWork.Named named, String contender) {
        if (contender.equals(EngineBench.TELLTALE)) {
            return;
        }
        Rounds.Spread ratio = ratio(named, contender);
        String name = prefix() + named.name() + ", telltale : " + contender;
        figures.add(judged(named, contender, name, ratio.median()));
        figures.add(Figure.of(name + ", least", ratio.least(), "ratio"));
        figures.add(Figure.of(name + ", most", ratio.most(), "ratio"));
    }

    private Figure judged(EngineWork.Named named, String contender, String name, double ratio) {
        boolean eager = contender.equals(Peer.TRANSFORMERS.toString());
        if (eager && isDecodeOne(named) && isPromised(ComputePrecision.FLOAT32)) {
            return Figure.atLeast(DECODE_BAR, name, ratio, "ratio");
        }
        if (eager && named.work() instanceof Work.Prefill && isPromised(ComputePrecision.BFLOAT16)) {
            return Figure.atLeast(PREFILL_BAR, name, ratio, "ratio");
        }
        return Figure.of(name, ratio, "ratio");
    }

    private boolean isPromised(ComputePrecision precision) {
        return model.name().equals(BASE_MODEL) && setting.precision() == precision;
    }

    private static boolean isDecodeOne(EngineWork.Named named) {
        return named.work() instanceof Work.Decode && named.batch() == 1;
    }

    /** A promise that could not be checked shows among the bars too. */
    private void addMissing(List<Figure> figures) {
        String why = absent.get(Peer.TRANSFORMERS.toString());
        if (why != null && isPromised(ComputePrecision.FLOAT32)) {
            figures.add(
                    Figure.notMeasuredAtLeast(DECODE_BAR, prefix() + "decode 1, telltale : " + Peer.TRANSFORMERS, why));
        }
        if (why != null && isPromised(ComputePrecision.BFLOAT16)) {
            figures.add(
                    Figure.notMeasuredAtLeast(PREFILL_BAR, prefix() + "prefill, telltale : " + Peer.TRANSFORMERS, why));
        }
    }

    /** How much sixteen sequences gain over one; no more can be promised than the processor can multiply. */
    private void addBatchGain(List<Figure> figures) {
        if (!work.batches().contains(1) || !work.batches().contains(LARGE_BATCH)) {
            return;
        }
        Rounds.Spread gain = rounds.ratio(
                SpeedPart.key(EngineBench.TELLTALE, "decode " + LARGE_BATCH),
                SpeedPart.key(EngineBench.TELLTALE, "decode 1"));
        EngineWork.Named large = work.speed().stream()
                .filter(named -> named.name().equals("decode " + LARGE_BATCH))
                .findFirst()
                .orElseThrow();
        double most = Rounds.ratio(
                        SpeedPart.limits(rounds, large, model.shape(), setting.precision()),
                        rounds.of(SpeedPart.key(EngineBench.TELLTALE, "decode 1")))
                .median();
        String name = prefix() + "decode 16 : decode 1";
        figures.add(Figure.of(name + " by the limit of the machine", most, "ratio"));
        if (isPromised(ComputePrecision.FLOAT32)) {
            String lower = most < BATCH_BAR ? " (the machine's limit is the lower bar)" : " (5 is the lower bar)";
            figures.add(Figure.atLeast(Math.min(BATCH_BAR, most), name + lower, gain.median(), "ratio"));
        } else {
            figures.add(Figure.of(name, gain.median(), "ratio"));
        }
    }
}
