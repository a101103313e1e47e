/**
 * Shards of one model in several processes, put together by Pekko Cluster. A process with the role {@code shard} owns a range of
 * layers and offers it; a process with the role {@code head} connects such shards to a chain and generates. Residual streams go
 * from shard to shard.
 */
@NullMarked
package io.telltale.runtime.cluster;

import org.jspecify.annotations.NullMarked;
