package io.telltale.transport;

/** The topics of the log; every kind of event has its place on one of them. */
public enum Topic {
    /** {@link GenerationStarted}, {@link TokenSampled}, {@link GenerationEnded}. */
    GENERATIONS("generations"),
    /** {@link ActivationsCaptured}, {@link CaptureEnded}. */
    ACTIVATIONS("activations"),
    /** {@link VerdictIssued}. */
    VERDICTS("verdicts"),
    /** {@link InterventionRequested}, {@link InterventionDecided}. */
    INTERVENTIONS("interventions"),
    /** {@link LedgerEntry}. */
    LEDGER("ledger");

    /** What topic names start with unless told otherwise. */
    public static final String DEFAULT_PREFIX = "telltale";

    private final String suffix;

    Topic(String suffix) {
        this.suffix = suffix;
    }

    /** Returns the topic of an event. */
    public static Topic of(LogEvent event) {
        return switch (event) {
            case GenerationStarted started -> GENERATIONS;
            case TokenSampled sampled -> GENERATIONS;
            case GenerationEnded ended -> GENERATIONS;
            case ActivationsCaptured captured -> ACTIVATIONS;
            case CaptureEnded ended -> ACTIVATIONS;
            case VerdictIssued issued -> VERDICTS;
            case InterventionRequested requested -> INTERVENTIONS;
            case InterventionDecided decided -> INTERVENTIONS;
            case LedgerEntry entry -> LEDGER;
        };
    }

    /** Returns the name without prefix: {@code activations}. */
    public String suffix() {
        return suffix;
    }

    /** Returns the name on the broker: {@code telltale.activations}. */
    public String name(String prefix) {
        return prefix + "." + suffix;
    }
}
