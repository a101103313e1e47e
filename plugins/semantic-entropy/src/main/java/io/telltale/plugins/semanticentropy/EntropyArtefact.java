package io.telltale.plugins.semanticentropy;

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
        double highEntropy) {}
