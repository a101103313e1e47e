package io.telltale.engine.text;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of a template that nobody has told the time. */
final class UnknownTime extends Clock {

    static final Clock CLOCK = new UnknownTime();

    private UnknownTime() {}

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        throw new IllegalStateException("the template writes the date, and nobody has told it the time");
    }
}
