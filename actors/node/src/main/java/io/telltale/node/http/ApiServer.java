package io.telltale.node.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.telltale.node.NodeException;
import io.telltale.node.config.GenerationSettings;
import io.telltale.node.config.HttpSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;

/** The HTTP server while it listens. */
public final class ApiServer implements AutoCloseable {

    private static final Duration BIND_DEADLINE = Duration.ofSeconds(10);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);
    /** What running answers get to end in. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ActorSystem<Void> system;
    private final ServerBinding binding;

    private ApiServer(ActorSystem<Void> system, ServerBinding binding) {
        this.system = system;
        this.binding = binding;
    }

    /**
     * Begins to listen.
     *
     * @param generation what a request may ask for, and what it gets where it asks for nothing
     * @param pekko settings that go before the server's own
     * @throws NodeException if the port is taken
     */
    public static ApiServer start(
            ApiServices services, HttpSettings settings, GenerationSettings generation, Config pekko) {
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(), "telltale-http", pekko.withFallback(ConfigFactory.load("telltale-http")));
        try {
            Api api = new Api(services, settings, generation, system);
            CompletionStage<ServerBinding> binding = Http.get(system)
                    .newServerAt(settings.host(), settings.port())
                    .bindFlow(ClientConnection.flow(api::answer));
            return new ApiServer(system, await(binding, BIND_DEADLINE));
        } catch (ExecutionException | TimeoutException refused) {
            system.terminate();
            throw new NodeException(
                    "cannot listen on %s:%d: the port is in use or not ours to open; choose another with --port or telltale.http.port"
                            .formatted(settings.host(), settings.port()),
                    refused);
        }
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** Stops to listen, gives running answers a moment to end and closes all connections. */
    @Override
    public void close() {
        try {
            await(binding.terminate(GRACE), CLOSE_DEADLINE);
            system.terminate();
            await(system.getWhenTerminated(), CLOSE_DEADLINE);
        } catch (ExecutionException | TimeoutException unclean) {
            system.terminate();
        }
    }

    private static <T> T await(CompletionStage<T> stage, Duration deadline)
            throws ExecutionException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(interrupted);
        }
    }
}
