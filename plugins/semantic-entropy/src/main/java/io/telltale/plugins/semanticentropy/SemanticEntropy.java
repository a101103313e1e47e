package io.telltale.plugins.semanticentropy;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceInfo;
import java.util.stream.Stream;

/** The plugin, ready for one model. */
record SemanticEntropy(EntropyArtefact artefact) implements DetectorFactory {
    @Override
    public CaptureSpec captureSpec() {
        return CaptureSpec.answer(Stream.of(artefact.beforeAnswer(), artefact.afterAnswer())
                .flatMap(probe -> probe.sites().stream())
                .distinct()
                .toArray(HookSite[]::new));
    }

    @Override
    public Detector newDetector(SequenceInfo sequence) {
        return new EntropyDetector(artefact, sequence.promptLength() - 1);
    }
}
