package io.telltale.node.http;

import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.CacheControl;
import org.apache.pekko.http.javadsl.model.headers.CacheDirectives;
import org.apache.pekko.http.javadsl.model.headers.RetryAfter;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Makes HTTP answers. */
final class HttpReplies {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final long RETRY_AFTER_SECONDS = 1;

    private HttpReplies() {}

    static HttpResponse ok(Object body) {
        return json(200, body);
    }

    static HttpResponse refused(ApiException failure) {
        HttpResponse response = json(failure.status(), failure.body());
        return failure.status() == TOO_MANY_REQUESTS
                ? response.withHeaders(List.<HttpHeader>of(RetryAfter.create(RETRY_AFTER_SECONDS)))
                : response;
    }

    static HttpResponse stream(Source<ByteString, ?> events) {
        return HttpResponse.create()
                .withHeaders(List.<HttpHeader>of(CacheControl.create(CacheDirectives.NO_CACHE)))
                .withEntity(HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), events));
    }

    private static HttpResponse json(int status, Object body) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.write(body)));
    }
}
