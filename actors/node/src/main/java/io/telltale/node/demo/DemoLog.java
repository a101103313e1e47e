package io.telltale.node.demo;

import io.telltale.spi.GenerationId;
import io.telltale.transport.EventLog;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.VerdictIssued;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands on the log once everything that was told to it has arrived. */
final class DemoLog {

    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(10);

    private final EventLog log;

    DemoLog(EventLog log) {
        this.log = log;
    }

    /** Returns all verdicts, in their order for each generation. */
    Map<GenerationId, List<VerdictIssued>> verdicts() {
        log.flush(FLUSH_TIMEOUT);
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.VERDICTS))) {
            return events.map(RecordedEvent::event)
                    .filter(VerdictIssued.class::isInstance)
                    .map(VerdictIssued.class::cast)
                    .collect(Collectors.groupingBy(VerdictIssued::generation));
        }
    }

    /** Returns how the interventions fared. */
    DemoSummary.Loop loop() {
        log.flush(FLUSH_TIMEOUT);
        LoopLag lag = new LoopLag();
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.INTERVENTIONS))) {
            events.map(RecordedEvent::event).forEach(lag::add);
        }
        return lag.summary();
    }
}
