/** Sends metrics and traces out of the process, by OpenTelemetry's SDK. */
@NullMarked
package io.telltale.node.telemetry;

import org.jspecify.annotations.NullMarked;
