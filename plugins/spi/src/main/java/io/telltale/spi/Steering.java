package io.telltale.spi;

import java.util.List;

/** A steerer's answer to one step: what it concludes and what it wants changed. */
public record Steering(List<Verdict> verdicts, List<ProposedIntervention> interventions) {

    /** Nothing concluded, nothing changed. */
    public static final Steering NONE = new Steering(List.of(), List.of());

    public Steering {
        verdicts = List.copyOf(verdicts);
        interventions = List.copyOf(interventions);
    }

    /** Concludes without changing anything. */
    public static Steering verdict(Verdict verdict) {
        return new Steering(List.of(verdict), List.of());
    }
}
