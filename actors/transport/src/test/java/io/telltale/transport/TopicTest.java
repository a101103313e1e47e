package io.telltale.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TopicTest {

    @Test
    void everyEventHasItsTopic() {
        assertThat(SampleEvents.ofEveryKind().stream().map(Topic::of).distinct())
                .containsExactlyInAnyOrder(Topic.values());
    }

    @Test
    void namesCarryThePrefix() {
        assertThat(Arrays.stream(Topic.values()).map(topic -> topic.name(Topic.DEFAULT_PREFIX)))
                .containsExactly(
                        "telltale.generations",
                        "telltale.activations",
                        "telltale.verdicts",
                        "telltale.interventions",
                        "telltale.ledger");
    }
}
