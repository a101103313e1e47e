/**
 * Feeds a recorded log through the same plugin code as live and compares what comes out.
 *
 * <p>{@link io.telltale.replay.Replay} is the door; the {@link io.telltale.replay.ReplayReport} names every difference.
 */
@NullMarked
package io.telltale.replay;

import org.jspecify.annotations.NullMarked;
