package io.telltale.spi;

/** A plugin that judges and never intervenes. */
public non-sealed interface DetectorFactory extends Plugin {

    /** Makes the detector of one sequence; called before its first activations (D-1). */
    Detector newDetector(SequenceInfo sequence);
}
