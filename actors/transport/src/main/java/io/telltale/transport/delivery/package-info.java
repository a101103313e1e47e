/**
 * What every log does alike: the bounded queue of the publisher, the books of what was shed, and the loop of a subscription. Where
 * records are kept is behind {@link io.telltale.transport.delivery.RecordStore}.
 */
@NullMarked
package io.telltale.transport.delivery;

import org.jspecify.annotations.NullMarked;
