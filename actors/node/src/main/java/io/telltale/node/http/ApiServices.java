package io.telltale.node.http;

import io.telltale.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the HTTP interface takes from outside. It closes none of it.
 *
 * @param random seeds of requests that name none; safe for use by several threads
 */
public record ApiServices(
        ServedModel model,
        GenerationService generations,
        Telemetry telemetry,
        InstantSource clock,
        RandomGenerator random) {}
