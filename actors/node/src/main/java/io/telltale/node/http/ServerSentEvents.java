package io.telltale.node.http;

import io.telltale.node.http.Order.Delivery;
import io.telltale.node.http.wire.Usage;
import org.apache.pekko.util.ByteString;

/** Writes a streamed answer as server-sent events. For one thread at a time. */
final class ServerSentEvents {

    private static final ByteString DONE = ByteString.fromString("data: [DONE]\n\n");

    private final AnswerForm form;
    private final Delivery delivery;

    ServerSentEvents(AnswerForm form, Delivery delivery) {
        this.form = form;
        this.delivery = delivery;
    }

    /** Writes what the stream begins with. */
    ByteString opening() {
        return form.opening().stream()
                .map(ServerSentEvents::data)
                .reduce(ByteString.emptyByteString(), ByteString::concat);
    }

    /** Writes what one event adds to the stream. */
    ByteString write(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Piece piece -> data(form.piece(piece));
            case AnswerEvent.ChoiceEnded ended -> closing(ended);
            case AnswerEvent.AllEnded all -> ending(all.usage());
        };
    }

    /** Writes the end of a stream whose client was too slow. */
    static ByteString overflow() {
        return data(ApiException.tooSlow().body());
    }

    private ByteString closing(AnswerEvent.ChoiceEnded ended) {
        try {
            return data(form.closing(ended.choice(), ended.end()));
        } catch (ApiException failure) {
            // The status line has long been sent, so the failure travels as an event.
            return data(failure.body());
        }
    }

    private ByteString ending(Usage usage) {
        return delivery == Delivery.STREAMED_WITH_USAGE
                ? data(form.usage(usage)).concat(DONE)
                : DONE;
    }

    private static ByteString data(Object body) {
        return ByteString.fromString("data: " + Json.write(body) + "\n\n");
    }
}
