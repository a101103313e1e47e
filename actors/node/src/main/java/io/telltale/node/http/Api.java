package io.telltale.node.http;

import io.telltale.node.config.GenerationSettings;
import io.telltale.node.config.HttpSettings;
import io.telltale.node.http.wire.Health;
import io.telltale.node.http.wire.ModelCard;
import io.telltale.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request: finds what it asks for, and turns every failure into an error body. */
final class Api {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String MODELS = "/v1/models";
    private static final long BODY_DEADLINE_MILLIS = 30_000;

    private final ServedModel model;
    private final Telemetry telemetry;
    private final OrderReader orders;
    private final CompletionEndpoint completions;
    private final ActorSystem<?> system;
    private final long maxRequestBytes;

    Api(ApiServices services, HttpSettings settings, GenerationSettings generation, ActorSystem<?> system) {
        this.model = services.model();
        this.telemetry = services.telemetry();
        this.orders = new OrderReader(services.model(), generation, services.random());
        this.completions = new CompletionEndpoint(services, system, settings.streamBuffer());
        this.system = system;
        this.maxRequestBytes = settings.maxRequestBytes();
    }

    /** Answers a request; the stage never fails. */
    CompletionStage<HttpResponse> answer(HttpRequest request, ClientConnection connection) {
        return CompletableFuture.completedStage(request)
                .thenCompose(arrived -> route(arrived, connection))
                .exceptionally(failure -> HttpReplies.refused(known(failure)));
    }

    private CompletionStage<HttpResponse> route(HttpRequest request, ClientConnection connection) {
        String path = request.getUri().path();
        for (CompletionKind kind : CompletionKind.values()) {
            if (path.equals(kind.path())) {
                expect("POST", request);
                return complete(kind, request, connection);
            }
        }
        return CompletableFuture.completedStage(HttpReplies.ok(page(path, request)));
    }

    private Object page(String path, HttpRequest request) {
        boolean exists = path.equals("/health") || path.equals(MODELS) || path.startsWith(MODELS + "/");
        if (!exists) {
            throw ApiException.unknownPath(request.method().name(), path);
        }
        expect("GET", request);
        ModelCard card = new ModelCard(model.name(), model.created());
        return switch (path) {
            case "/health" -> new Health("ok", model.name());
            case MODELS -> new ModelCard.Listing(List.of(card));
            default -> named(path.substring(MODELS.length() + 1), card);
        };
    }

    private static ModelCard named(String name, ModelCard card) {
        if (!name.equals(card.id())) {
            throw ApiException.unknownModel(name, card.id());
        }
        return card;
    }

    private static void expect(String method, HttpRequest request) {
        if (!request.method().name().equals(method)) {
            throw ApiException.wrongMethod(
                    request.method().name(), request.getUri().path(), method);
        }
    }

    private CompletionStage<HttpResponse> complete(
            CompletionKind kind, HttpRequest request, ClientConnection connection) {
        RequestSpan span = RequestSpan.open(telemetry, kind, request);
        return request.entity()
                .withSizeLimit(maxRequestBytes)
                .toStrict(BODY_DEADLINE_MILLIS, system)
                .thenCompose(body -> {
                    Order order = kind.read(orders, body.getData().toArray());
                    span.askedFor(order.model());
                    return completions.answer(kind, order, span, connection);
                })
                .whenComplete((response, failure) -> {
                    if (failure != null) {
                        span.refused(known(failure));
                    }
                });
    }

    private ApiException known(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case ApiException known -> known;
            case EntityStreamSizeException tooLarge -> ApiException.tooLarge(maxRequestBytes);
            default -> {
                LOG.atError().setCause(cause).log("a request failed for a reason of ours");
                yield ApiException.failed("the server failed; its log says why");
            }
        };
    }
}
