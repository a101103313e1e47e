package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;

/** The plugin, ready for one model. */
record TruthfulnessSteer(TruthfulnessArtefact artefact, double trigger, double strength) implements SteererFactory {
    @Override
    public CaptureSpec captureSpec() {
        return CaptureSpec.answer(artefact.readOut().site());
    }

    @Override
    public Steerer newSteerer(SequenceInfo sequence) {
        return new TruthfulnessSteerer(this);
    }
}
