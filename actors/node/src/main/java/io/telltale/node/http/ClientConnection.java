package io.telltale.node.http;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;

/** One client's connection: its requests are answered one after the other, and what runs for it ends when it goes away. */
final class ClientConnection {

    private Runnable running = ClientConnection::nothingRuns;
    private boolean gone;

    /** Makes the flow of all connections; each gets a state of its own. */
    static Flow<HttpRequest, HttpResponse, ?> flow(
            BiFunction<HttpRequest, ClientConnection, CompletionStage<HttpResponse>> answer) {
        return Flow.fromMaterializer((materializer, attributes) -> {
            ClientConnection connection = new ClientConnection();
            return Flow.of(HttpRequest.class)
                    .<NotUsed>watchTermination((notUsed, end) -> {
                        end.whenComplete((finished, failure) -> connection.leave());
                        return notUsed;
                    })
                    // Keeps the connection being read while a request is answered; only so is it seen that the client
                    // goes.
                    .buffer(1, OverflowStrategy.backpressure())
                    .mapAsync(1, request -> answer.apply(request, connection));
        });
    }

    /** Names what to do if the client goes away before its current request is answered; at once, if it has gone already. */
    void onLeave(Runnable action) {
        if (!register(action)) {
            action.run();
        }
    }

    private synchronized boolean register(Runnable action) {
        running = action;
        return !gone;
    }

    private void leave() {
        takeRunning().run();
    }

    private static void nothingRuns() {}

    private synchronized Runnable takeRunning() {
        gone = true;
        return running;
    }
}
