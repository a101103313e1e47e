package io.telltale.runtime;

import io.telltale.telemetry.Telemetry;
import io.telltale.transport.EventLog;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What the runtime takes from outside. It closes none of it. */
public record RuntimeServices(EventLog log, Telemetry telemetry, InstantSource clock, RandomGenerator random) {}
