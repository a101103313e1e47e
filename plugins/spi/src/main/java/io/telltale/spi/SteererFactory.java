package io.telltale.spi;

/** A plugin that judges and intervenes. */
public non-sealed interface SteererFactory extends Plugin {

    /** Makes the steerer of one sequence; called before its first activations (S-1). */
    Steerer newSteerer(SequenceInfo sequence);
}
