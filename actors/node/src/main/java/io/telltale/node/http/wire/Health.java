package io.telltale.node.http.wire;

/** That the node is up. */
public record Health(String status, String model) {}
