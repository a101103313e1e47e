package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Setting;
import io.telltale.engine.ComputePrecision;
import java.util.ArrayList;
import java.util.List;

/** Time to load a model and the most memory that its process takes until it has computed a token, in every precision. */
final class LoadingPart {

    private static final double PEAK_BAR = 1.15;

    private final EngineBench bench;
    private final EngineBench.Model model;

    LoadingPart(EngineBench bench, EngineBench.Model model) {
        this.bench = bench;
        this.model = model;
    }

    /** Measures and shows a table. */
    List<Figure> measure(List<ComputePrecision> precisions) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (ComputePrecision precision : precisions) {
            Setting setting = bench.setting(model, precision, 1);
            bench.status("loading " + model.name() + " in " + setting.precisionName() + " in a fresh process");
            LoadCommand.Load load = LoadCommand.Load.parse(FreshProcess.run(FreshProcess.asNode(List.of(
                    "load-checkpoint",
                    "--checkpoint",
                    setting.checkpoint().toString(),
                    "--precision",
                    precision.name()))));
            figures.addAll(figures(setting, load));
        }
        bench.table(List.of("", model.name() + ", loading"));
        bench.table(figures.stream().map(Figure::line).toList());
        return figures;
    }

    private List<Figure> figures(Setting setting, LoadCommand.Load load) {
        String prefix = model.name() + " " + setting.precisionName() + ", ";
        double weights = (double) model.shape().weights() * Weights.bytes(setting.precision());
        return List.of(
                Figure.of(prefix + "open: check and digest of the files", load.openSeconds(), "s"),
                Figure.of(prefix + "load: weights made ready", load.loadSeconds(), "s"),
                Figure.of(prefix + "weights", weights / 1e6, "MB"),
                Figure.of(prefix + "peak resident before, the JVM and libtorch", load.peakBeforeBytes() / 1e6, "MB"),
                Figure.of(prefix + "peak resident", load.peakBytes() / 1e6, "MB"),
                Figure.of(prefix + "peak resident : weights", load.peakBytes() / weights, "ratio"),
                Figure.atMost(
                        PEAK_BAR,
                        prefix + "peak resident above that before : weights",
                        (load.peakBytes() - load.peakBeforeBytes()) / weights,
                        "ratio"));
    }
}
