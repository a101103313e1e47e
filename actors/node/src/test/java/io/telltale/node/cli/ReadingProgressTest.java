package io.telltale.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingProgressTest {

    private static final RecordedEvent EVENT = new RecordedEvent(
            LedgerEntry.ofNode(Kind.PLUGIN_RESTARTED, "any", Instant.EPOCH),
            Topic.LEDGER,
            0,
            0,
            Map.of(),
            Instant.EPOCH);

    @Test
    void saysALineEveryTenThousandEventsOverAllReadings() {
        StringWriter err = new StringWriter();
        ReadingProgress progress =
                new ReadingProgress(topics -> Stream.generate(() -> EVENT).limit(15_000), new PrintWriter(err, true));

        progress.read(Set.of(Topic.ACTIVATIONS)).forEach(event -> {});
        progress.read(Set.of(Topic.VERDICTS)).forEach(event -> {});

        assertThat(err.toString().lines())
                .containsExactly("read 10000 events", "read 20000 events", "read 30000 events");
    }
}
