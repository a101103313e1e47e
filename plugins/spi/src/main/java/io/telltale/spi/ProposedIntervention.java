package io.telltale.spi;

/** An intervention that a steerer asks for, and when it is to hold. */
public record ProposedIntervention(Intervention intervention, InterventionWindow window) {}
