package io.telltale.transport.kafka;

import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker inside this process: one node, reachable from this machine alone, without authentication.
 *
 * <p>It keeps the process alive until it is closed. On the same folder it goes on where it stopped.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final KafkaRaftServer server;
    private final BrokerFolder folder;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(KafkaRaftServer server, BrokerFolder folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    /** Starts a broker on a free port, with a temporary folder that goes when it is closed. */
    public static EmbeddedBroker start() {
        BrokerFolder folder = BrokerFolder.temporary();
        try {
            return startOnFreePort(folder);
        } catch (TransportException e) {
            folder.release();
            throw e;
        }
    }

    /** Starts a broker on a free port, on a folder that is made if it is missing. */
    public static EmbeddedBroker start(Path folder) {
        return startOnFreePort(BrokerFolder.lasting(folder));
    }

    /**
     * Starts a broker on a given port.
     *
     * @throws TransportException if the port or the folder is in use
     */
    public static EmbeddedBroker startAt(Path folder, int port) {
        BrokerFolder lasting = BrokerFolder.lasting(folder);
        try {
            return new EmbeddedBroker(launch(lasting, port), lasting, port);
        } catch (BindException e) {
            throw notStarted(lasting, port, e);
        }
    }

    /** Returns where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return BrokerProperties.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    public Path folder() {
        return folder.path();
    }

    /** Stops the broker and waits until it has stopped. May be called again. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
            folder.release();
        }
    }

    private static EmbeddedBroker startOnFreePort(BrokerFolder folder) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                return new EmbeddedBroker(launch(folder, port), folder, port);
            } catch (BindException e) {
                // Somebody may have taken a port between our looking and our binding.
                if (attempt == ATTEMPTS) {
                    throw notStarted(folder, port, e);
                }
            }
        }
    }

    private static KafkaRaftServer launch(BrokerFolder folder, int port) throws BindException {
        folder.format();
        Properties properties = BrokerProperties.of(folder.path(), port, freePortBeside(port));
        KafkaRaftServer server;
        try {
            server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        } catch (RuntimeException e) {
            throw notStarted(folder, port, e);
        }
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throwIfBindFailed(e);
            throw notStarted(folder, port, e);
        }
    }

    private static void throwIfBindFailed(RuntimeException failure) throws BindException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                throw bind;
            }
        }
    }

    private static int freePortBeside(int taken) {
        int port = freePort();
        return port == taken ? freePortBeside(taken) : port;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new TransportException(
                    Code.BROKER_START, "no free port for the embedded broker: " + e.getMessage(), e);
        }
    }

    private static TransportException notStarted(BrokerFolder folder, int port, Exception cause) {
        return new TransportException(
                Code.BROKER_START,
                "the embedded broker does not start on port " + port + " with folder " + folder.path() + ": "
                        + cause.getMessage(),
                cause);
    }
}
