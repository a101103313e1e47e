package io.telltale.plugins.semanticentropy;

/**
 * Everything that was learned about semantic entropy in one model.
 *
 * @param beforeAnswer read at the last prompt token (TBG)
 * @param afterAnswer read at the end of the answer (SLT)
 * @param endPosition which state {@code afterAnswer} reads
 * @param highEntropy entropy in nats that divides high from low
 */
public record EntropyArtefact(
        Provenance provenance,
        EntropyProbe beforeAnswer,
        EntropyProbe afterAnswer,
        EndPosition endPosition,
        double highEntropy) {}
