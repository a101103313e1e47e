package io.telltale.runtime;

import io.telltale.spi.InterventionOutcome;
import io.telltale.transport.InterventionId;

/**
 * What became of one intervention.
 *
 * @param lagTokens distance from the position it was decided on to the first that it could still change
 */
record Decision(InterventionId intervention, InterventionOutcome outcome, int lagTokens) {}
