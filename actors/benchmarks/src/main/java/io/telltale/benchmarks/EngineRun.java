package io.telltale.benchmarks;

import io.telltale.engine.ComputePrecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The parts of the engine's benchmark, one after the other.
 *
 * @param precisions of the speed and of loading
 * @param threads of the speed; the other parts use the largest number
 */
record EngineRun(EngineBench bench, EngineWork work, List<ComputePrecision> precisions, List<Integer> threads) {

    /** Measures what is asked for and returns every figure. */
    List<Figure> measure(List<EngineBench.Model> models, Set<EngineParts> parts, ScratchFolder scratch)
            throws Exception {
        List<Figure> figures = new ArrayList<>();
        EngineBench.Model first = models.getFirst();
        int most = Collections.max(threads);
        for (EngineParts part : EngineParts.values()) {
            if (parts.contains(part)) {
                figures.addAll(
                        switch (part) {
                            case SPEED -> speed(models);
                            case PRECISIONS -> new PrecisionPart(bench, first, work).measure(most);
                            case HOOKS -> new HookPart(bench, first, work).measure(most);
                            case SHARDS -> new ShardPart(bench, first, work).measure(most);
                            case LOADING -> loading(models);
                            case AGREEMENT -> new AgreementPart(bench, scratch).measure(most);
                            case MIXED -> new MixedPart(bench, first).measure(most);
                            case CORES -> new CorePart(bench, work).measure(first);
                        });
            }
        }
        return figures;
    }

    /** A model other than the first runs on the largest number of threads alone: its steps take long. */
    private List<Figure> speed(List<EngineBench.Model> models) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (EngineBench.Model model : models) {
            boolean first = model.equals(models.getFirst());
            EngineWork scaled = work.scaledFor(model.shape(), models.getFirst().shape());
            for (int count : first ? threads : List.of(Collections.max(threads))) {
                for (ComputePrecision precision : precisions) {
                    figures.addAll(new SpeedPart(bench, model, scaled).measure(precision, count));
                }
            }
        }
        return figures;
    }

    private List<Figure> loading(List<EngineBench.Model> models) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (EngineBench.Model model : models) {
            figures.addAll(new LoadingPart(bench, model).measure(precisions));
        }
        return figures;
    }
}
