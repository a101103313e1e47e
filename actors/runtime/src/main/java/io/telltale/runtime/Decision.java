package io.telltale.runtime;

import io.telltale.spi.InterventionOutcome;
import io.telltale.transport.InterventionId;

/**
 * What became of one intervention.
 *
 * @param lagTokens positions between the one it was decided on and the first that it could still change
 */
record Decision(InterventionId intervention, InterventionOutcome outcome, int lagTokens) {}
