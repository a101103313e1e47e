/**
 * Names of spans, metrics and attributes, and the few helpers that emit them. The only module besides the node that knows
 * OpenTelemetry; everything else holds a {@link io.telltale.telemetry.Telemetry}.
 */
@NullMarked
package io.telltale.telemetry;

import org.jspecify.annotations.NullMarked;
