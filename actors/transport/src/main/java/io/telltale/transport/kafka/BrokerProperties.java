package io.telltale.transport.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The configuration of the embedded broker: broker and controller in one, small, on the loopback interface. */
final class BrokerProperties {

    static final String HOST = "127.0.0.1";
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String BROKER = "BROKER";
    private static final long SEGMENT_BYTES = 64L << 20;
    private static final long RETAINED_BYTES_PER_PARTITION = 256L << 20;
    private static final int CLEANER_BYTES = 4 << 20;

    private BrokerProperties() {}

    static Properties of(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE));
        properties.setProperty("log.dirs", folder.toString());
        addListeners(properties, port, controllerPort);
        addSingleReplicas(properties);
        addSizes(properties);
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // A broker that was killed is waited for that long by its successor, and a busy machine may hold up heartbeats.
        properties.setProperty("broker.session.timeout.ms", "4000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        return properties;
    }

    private static void addListeners(Properties properties, int port, int controllerPort) {
        String broker = BROKER + "://" + HOST + ":" + port;
        properties.setProperty("listeners", broker + "," + CONTROLLER + "://" + HOST + ":" + controllerPort);
        properties.setProperty("advertised.listeners", broker);
        properties.setProperty("listener.security.protocol.map", BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", BROKER);
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    }

    private static void addSingleReplicas(Properties properties) {
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".replication.factor", "1");
            properties.setProperty(topic + ".num.partitions", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    private static void addSizes(Properties properties) {
        properties.setProperty("num.network.threads", "1");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("background.threads", "2");
        properties.setProperty("num.recovery.threads.per.data.dir", "1");
        properties.setProperty("log.segment.bytes", Long.toString(SEGMENT_BYTES));
        properties.setProperty("log.retention.bytes", Long.toString(RETAINED_BYTES_PER_PARTITION));
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
        properties.setProperty("message.max.bytes", Integer.toString(KafkaSettings.MAX_RECORD_BYTES));
        // Requests carry a whole record and some framing.
        properties.setProperty("socket.request.max.bytes", Integer.toString(4 * KafkaSettings.MAX_RECORD_BYTES));
    }
}
