/** Puts a running node together: model, log, plugins, telemetry and server, and takes it apart in the right order. */
@NullMarked
package io.telltale.node.serving;

import org.jspecify.annotations.NullMarked;
