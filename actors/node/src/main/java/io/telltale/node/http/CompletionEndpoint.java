package io.telltale.node.http;

import io.telltale.node.http.Order.Delivery;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.spi.GenerationId;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.TraceHeaders;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Has orders answered by the model. */
final class CompletionEndpoint {

    private final ServedModel model;
    private final GenerationService generations;
    private final InstantSource clock;
    private final ActorSystem<?> system;
    private final int streamBuffer;

    CompletionEndpoint(ApiServices services, ActorSystem<?> system, int streamBuffer) {
        this.model = services.model();
        this.generations = services.generations();
        this.clock = services.clock();
        this.system = system;
        this.streamBuffer = streamBuffer;
    }

    /**
     * Answers an order.
     *
     * @throws ApiException if it cannot be answered
     */
    CompletionStage<HttpResponse> answer(
            CompletionKind kind, Order order, RequestSpan span, ClientConnection connection) {
        GenerationSpec spec = spec(kind, order, span.headers());
        AnswerForm form = kind.form(new AnswerForm.Frame(
                model.name(), model.fingerprint(), clock.instant().getEpochSecond()));
        return order.delivery() == Delivery.WHOLE
                ? whole(spec, form, span, connection)
                : CompletableFuture.completedStage(
                        streamed(spec, new ServerSentEvents(form, order.delivery()), span, connection));
    }

    private GenerationSpec spec(CompletionKind kind, Order order, TraceHeaders trace) {
        if (!order.model().equals(model.name())) {
            throw ApiException.unknownModel(order.model(), model.name());
        }
        TokenIds prompt = encode(kind, order);
        if (prompt.size() >= model.contextLimit()) {
            throw ApiException.tooLong(
                    kind.promptField(),
                    "the prompt has %d tokens and the model's context is %d; shorten the prompt"
                            .formatted(prompt.size(), model.contextLimit()));
        }
        return new GenerationSpec(prompt, order.sampling(), order.maxNewTokens(), order.stop(), trace);
    }

    private TokenIds encode(CompletionKind kind, Order order) {
        try {
            TokenIds prompt = model.prompts().encode(order.prompt());
            if (prompt.isEmpty()) {
                throw ApiException.invalid(kind.promptField(), "has no token");
            }
            return prompt;
        } catch (IllegalArgumentException unreadable) {
            throw ApiException.invalid(kind.promptField(), String.valueOf(unreadable.getMessage()));
        }
    }

    private CompletionStage<HttpResponse> whole(
            GenerationSpec spec, AnswerForm form, RequestSpan span, ClientConnection connection) {
        WholeAnswer answer = new WholeAnswer();
        GenerationId generation = start(spec, span.closedBy(answer));
        connection.onLeave(() -> generations.cancel(generation));
        return answer.ended().thenApply(end -> HttpReplies.ok(form.whole(end)));
    }

    private HttpResponse streamed(
            GenerationSpec spec, ServerSentEvents events, RequestSpan span, ClientConnection connection) {
        Pair<BoundedSourceQueue<AnswerEvent>, Source<AnswerEvent, NotUsed>> queue =
                Source.<AnswerEvent>queue(streamBuffer).preMaterialize(system);
        StreamedAnswer answer = new StreamedAnswer(queue.first(), generations::cancel);
        GenerationId generation = start(spec, span.closedBy(answer));
        connection.onLeave(() -> generations.cancel(generation));
        Source<ByteString, ?> written = queue.second()
                .map(events::write)
                .concatLazy(Source.lazySource(() -> overflow(answer)))
                .watchTermination((notUsed, done) -> {
                    done.whenComplete((finished, failure) -> generations.cancel(generation));
                    return notUsed;
                });
        return HttpReplies.stream(Source.single(events.opening(generation)).concat(written));
    }

    private static Source<ByteString, NotUsed> overflow(StreamedAnswer answer) {
        return answer.overflowed() ? Source.single(ServerSentEvents.overflow()) : Source.empty();
    }

    private GenerationId start(GenerationSpec spec, GenerationListener listener) {
        try {
            return generations.generate(spec, listener);
        } catch (OverloadedException overloaded) {
            throw ApiException.overloaded(String.valueOf(overloaded.getMessage()));
        }
    }
}
