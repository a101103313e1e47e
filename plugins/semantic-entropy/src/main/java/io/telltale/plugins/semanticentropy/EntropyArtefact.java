package io.telltale.plugins.semanticentropy;

import io.telltale.plugins.artefact.Artefact;
import io.telltale.plugins.artefact.Provenance;
import java.util.stream.Stream;

/**
 * Everything that was learned about semantic entropy in one model.
 *
 * @param beforeAnswer read at the last prompt token (TBG)
 * @param afterAnswer read when the answer has ended
 * @param endPosition which states {@code afterAnswer} reads
 * @param highEntropy entropy in nats that divides high from low
 */
public record EntropyArtefact(
        Provenance provenance,
        EntropyProbe beforeAnswer,
        EntropyProbe afterAnswer,
        EndPosition endPosition,
        double highEntropy)
        implements Artefact {

    @Override
    public Stream<Vector> vectors() {
        return Stream.of(beforeAnswer, afterAnswer)
                .flatMap(probe -> probe.sites().stream().map(site -> new Vector(site, probe.width())));
    }
}
