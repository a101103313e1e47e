package io.telltale.plugins.truthfulnesssteer;

import io.telltale.plugins.artefact.Provenance;
import io.telltale.spi.Direction;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.testkit.SampleModels;
import java.util.List;
import java.util.TreeMap;

/** Artefacts for tests. */
final class Artefacts {
    static final ModelSpec MODEL = SampleModels.tiny();
    static final HookSite READ = new HookSite(1, HookPoint.RESID_POST);
    static final HookSite STEERED = new HookSite(2, HookPoint.RESID_POST);

    private Artefacts() {}

    /** Reads the first component with threshold 1, removes the third and fourth and adds 6 to the second; risk is 0.5 at margin 0. */
    static TruthfulnessArtefact simple() {
        TruthReadOut readOut = new TruthReadOut(READ, axis(0), 1, -2, 0, 0.5);
        SteeringPatch patch = new SteeringPatch(STEERED, List.of(axis(2), axis(3)), axis(1), 6);
        return new TruthfulnessArtefact(provenance(MODEL.digest()), readOut, List.of(patch), 0.5);
    }

    static Provenance provenance(String digest) {
        var figures = new TreeMap<String, Double>();
        figures.put("heldOutAuroc", 0.9);
        return new Provenance(MODEL.name(), digest, "train", 7, "2026-01-01", figures, List.of("layer 1: 0.9"));
    }

    static Direction axis(int component) {
        float[] vector = new float[MODEL.width()];
        vector[component] = 1;
        return Direction.of(vector);
    }
}
