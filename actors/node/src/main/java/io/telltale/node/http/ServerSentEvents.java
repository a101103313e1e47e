package io.telltale.node.http;

import io.telltale.node.http.Order.Delivery;
import io.telltale.runtime.GenerationEnd;
import io.telltale.spi.GenerationId;
import org.apache.pekko.util.ByteString;

/** Writes a streamed answer as server-sent events. */
final class ServerSentEvents {

    private static final ByteString DONE = ByteString.fromString("data: [DONE]\n\n");

    private final AnswerForm form;
    private final Delivery delivery;

    ServerSentEvents(AnswerForm form, Delivery delivery) {
        this.form = form;
        this.delivery = delivery;
    }

    /** Writes what the stream begins with. */
    ByteString opening(GenerationId generation) {
        return form.opening(generation).map(ServerSentEvents::data).orElseGet(ByteString::emptyByteString);
    }

    /** Writes what one event adds to the stream. */
    ByteString write(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Piece piece -> data(form.piece(piece.generation(), piece.text()));
            case AnswerEvent.Ended ended -> ending(ended.end());
        };
    }

    /** Writes the end of a stream whose client was too slow. */
    static ByteString overflow() {
        return data(ApiException.tooSlow().body());
    }

    private ByteString ending(GenerationEnd end) {
        try {
            ByteString closing = data(form.closing(end));
            ByteString counted =
                    delivery == Delivery.STREAMED_WITH_USAGE ? closing.concat(data(form.usage(end))) : closing;
            return counted.concat(DONE);
        } catch (ApiException failure) {
            // The status line has long been sent, so the failure travels as an event.
            return data(failure.body());
        }
    }

    private static ByteString data(Object body) {
        return ByteString.fromString("data: " + Json.write(body) + "\n\n");
    }
}
