package io.telltale.node.http;

import io.telltale.node.http.Order.AnswerShape;
import io.telltale.node.http.Order.Delivery;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.InterventionAuthority;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.ShardMissingException;
import io.telltale.spi.GenerationId;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.TraceHeaders;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
        RunningChoices running = new RunningChoices(generations::cancel);
        connection.onLeave(running::cancel);
        Asked asked = new Asked(kind, spec, order.shape(), span, running);
        return order.shape().delivery() == Delivery.WHOLE
                ? whole(asked)
                : CompletableFuture.completedStage(streamed(asked));
    }

    /** One request on its way to its answer. */
    private record Asked(
            CompletionKind kind, GenerationSpec spec, AnswerShape shape, RequestSpan span, RunningChoices running) {}

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
        return new GenerationSpec(
                prompt,
                order.sampling(),
                order.stopConditions(),
                order.shape().tokens().alternatives(),
                InterventionAuthority.BY_MODE,
                trace);
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

    private CompletionStage<HttpResponse> whole(Asked asked) {
        WholeAnswer answer = new WholeAnswer(asked.shape().choices(), asked.running());
        AnswerForm form = start(asked, answer::listener);
        return answer.ended().thenApply(choices -> HttpReplies.ok(form.whole(choices)));
    }

    private HttpResponse streamed(Asked asked) {
        Pair<BoundedSourceQueue<AnswerEvent>, Source<AnswerEvent, NotUsed>> queue =
                Source.<AnswerEvent>queue(streamBuffer).preMaterialize(system);
        StreamedAnswer answer = new StreamedAnswer(queue.first(), asked.shape(), asked.running());
        ServerSentEvents events = new ServerSentEvents(
                start(asked, answer::listener), asked.shape().delivery());
        Source<ByteString, ?> written = queue.second()
                .map(events::write)
                .concatLazy(Source.lazySource(() -> overflow(answer)))
                .watchTermination((notUsed, done) -> {
                    done.whenComplete((finished, failure) -> asked.running().cancel());
                    return notUsed;
                });
        return HttpReplies.stream(Source.single(events.opening()).concat(written));
    }

    private static Source<ByteString, NotUsed> overflow(StreamedAnswer answer) {
        return answer.overflowed() ? Source.single(ServerSentEvents.overflow()) : Source.empty();
    }

    /** Starts the generations and returns the form that their answer takes. */
    private AnswerForm start(Asked asked, IntFunction<GenerationListener> listeners) {
        int choices = asked.shape().choices();
        List<GenerationSpec> specs =
                IntStream.range(0, choices).mapToObj(asked.spec()::forChoice).toList();
        List<GenerationId> started = begin(specs, asked.span().closedBy(choices, listeners));
        asked.running().are(started);
        return asked.kind()
                .form(
                        new AnswerForm.Frame(
                                started.getFirst(), model, clock.instant().getEpochSecond(), choices),
                        new LogProbabilityWriter(model.vocabulary(), asked.shape()));
    }

    private List<GenerationId> begin(List<GenerationSpec> specs, IntFunction<GenerationListener> listeners) {
        try {
            return generations.generate(specs, listeners);
        } catch (OverloadedException overloaded) {
            throw ApiException.overloaded(String.valueOf(overloaded.getMessage()));
        } catch (ShardMissingException missing) {
            throw ApiException.incomplete(String.valueOf(missing.getMessage()));
        } catch (IllegalArgumentException tooLarge) {
            throw ApiException.invalid(String.valueOf(tooLarge.getMessage()));
        }
    }
}
