package io.telltale.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.SubscriptionRequest.StartAt;
import io.telltale.transport.Topic;
import io.telltale.transport.delivery.PartitionId;
import io.telltale.transport.delivery.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaFollowerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topic.ACTIVATIONS.name("telltale"), 0);
    private static final PartitionId ID = new PartitionId(Topic.ACTIVATIONS, 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void latestGoesBackToWhereItBeganWhileNothingIsCommitted() {
        KafkaFollower follower = latest();

        loseAndRegain();

        assertThat(offsets(follower)).containsExactly(3L, 4L);
    }

    @Test
    void latestGoesOnBehindWhatIsCommitted() {
        KafkaFollower follower = latest();
        follower.commit(Map.of(ID, 4L));

        loseAndRegain();

        assertThat(offsets(follower)).containsExactly(4L);
    }

    @Test
    void latestStaysAheadOfWhatWasCommittedBeforeItBegan() {
        KafkaFollower follower = latest();
        follower.commit(Map.of(ID, 1L));

        loseAndRegain();

        assertThat(offsets(follower)).containsExactly(3L, 4L);
    }

    /** Makes a follower that has begun behind the records 0 to 2. */
    private KafkaFollower latest() {
        var request = new SubscriptionRequest(Set.of(Topic.ACTIVATIONS), "reader", StartAt.LATEST, 10);
        var follower = new KafkaFollower(consumer, new RecordMapping("telltale"), request, partitions -> Map.of());
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        consumer.rebalance(List.of(PARTITION));
        return follower;
    }

    /** Takes the partition away and gives it back, with the records 0 to 4. */
    private void loseAndRegain() {
        consumer.rebalance(List.of());
        consumer.rebalance(List.of(PARTITION));
        for (long offset = 0; offset < 5; offset++) {
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "key", new byte[0]));
        }
    }

    private static List<Long> offsets(KafkaFollower follower) {
        return follower.poll(Duration.ZERO).stream().map(StoredRecord::offset).toList();
    }
}
