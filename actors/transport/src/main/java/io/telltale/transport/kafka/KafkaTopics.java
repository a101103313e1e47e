package io.telltale.transport.kafka;

import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The log's topics, which are made or asked for before the log is opened. */
final class KafkaTopics {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 100_000_000;

    private final KafkaSettings settings;
    private final FailureMapping failures;

    KafkaTopics(KafkaSettings settings) {
        this.settings = settings;
        this.failures = new FailureMapping(settings);
    }

    /** Blocks until all topics exist. */
    void createMissing() {
        withAdmin(admin -> {
            List<String> missing = missing(admin);
            missing.forEach(name -> create(admin, name));
            awaitVisible(admin, missing);
        });
    }

    /**
     * Makes nothing.
     *
     * @throws TransportException if a topic is missing
     */
    void requireAll() {
        withAdmin(admin -> {
            List<String> missing = missing(admin);
            if (!missing.isEmpty()) {
                throw new TransportException(
                        Code.MISCONFIGURED,
                        "Kafka at " + settings.bootstrapServers() + " has no topics " + String.join(", ", missing)
                                + "; correct the address or the topic prefix '" + settings.topicPrefix() + "'");
            }
        });
    }

    private void withAdmin(Consumer<Admin> action) {
        try (Admin admin = admin()) {
            try {
                action.accept(admin);
            } finally {
                admin.close(CLOSE_TIMEOUT);
            }
        }
    }

    private List<String> missing(Admin admin) {
        List<String> missing = new ArrayList<>(names());
        missing.removeAll(await(admin.listTopics().names()));
        return missing;
    }

    private Admin admin() {
        try {
            return Admin.create(new ClientProperties(settings).admin());
        } catch (KafkaException e) {
            throw failures.notMade(e);
        }
    }

    private void create(Admin admin, String name) {
        NewTopic topic = new NewTopic(name, Optional.of(settings.partitions()), Optional.empty())
                .configs(
                        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(KafkaSettings.MAX_RECORD_BYTES)));
        try {
            patiently(() -> await(admin.createTopics(List.of(topic)).all()));
        } catch (TransportException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void awaitVisible(Admin admin, List<String> names) {
        patiently(() -> await(admin.describeTopics(names).allTopicNames()));
    }

    /** Tries again while a broker that has just started is not in service, or a new topic has not reached it. */
    private static void patiently(Runnable step) {
        for (int attempt = 1; ; attempt++) {
            try {
                step.run();
                return;
            } catch (TransportException e) {
                boolean passing = e.getCause() instanceof UnknownTopicOrPartitionException
                        || e.getCause() instanceof InvalidReplicationFactorException;
                if (!passing || attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private List<String> names() {
        return Arrays.stream(Topic.values())
                .map(topic -> topic.name(settings.topicPrefix()))
                .toList();
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failures.notAnswered(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.notAnswered(e);
        }
    }
}
