package io.telltale.transport.delivery;

import io.telltale.transport.Topic;

/** Names one partition of a topic. */
public record PartitionId(Topic topic, int partition) {}
