package io.telltale.spi;

/** What became of an intervention; every one has exactly one outcome. */
public sealed interface InterventionOutcome {

    /** It changed the forward pass, first at that position. */
    record Applied(int position) implements InterventionOutcome {}

    /** It was refused: no authority, wrong width, unknown site, not finite. */
    record Rejected(String reason) implements InterventionOutcome {}

    /** It could only have taken effect more tokens after its verdict than the plugin's mode allows. */
    record Late(int lagTokens) implements InterventionOutcome {}

    /** Its window, or the sequence, ended before it could take effect. */
    record Expired() implements InterventionOutcome {}

    /**
     * A newer intervention of the same plugin, of the same kind at the same site and, for ablations, along the same direction,
     * took its place before it took effect.
     */
    record Superseded() implements InterventionOutcome {}
}
