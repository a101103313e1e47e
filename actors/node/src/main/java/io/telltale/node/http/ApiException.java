package io.telltale.node.http;

import io.telltale.node.http.wire.ErrorBody;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered; carries what the client is told. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ErrorBody body;

    private ApiException(int status, ErrorBody body) {
        super(body.error().message());
        this.status = status;
        this.body = body;
    }

    static ApiException invalid(String message) {
        return of(400, message, "invalid_request_error", null, null);
    }

    /** A field is at fault. */
    static ApiException invalid(String field, String message) {
        return of(400, field + ": " + message, "invalid_request_error", field, null);
    }

    static ApiException tooLong(String field, String message) {
        return of(400, message, "invalid_request_error", field, "context_length_exceeded");
    }

    static ApiException unknownModel(String model, String served) {
        String message = "the model '%s' is not served here; '%s' is".formatted(model, served);
        return of(404, message, "invalid_request_error", "model", "model_not_found");
    }

    static ApiException unknownPath(String method, String path) {
        return of(404, "there is nothing at " + method + " " + path, "invalid_request_error", null, "unknown_url");
    }

    static ApiException wrongMethod(String method, String path, String right) {
        String message = path + " takes " + right + ", not " + method;
        return of(405, message, "invalid_request_error", null, "method_not_allowed");
    }

    static ApiException tooLarge(long limit) {
        return of(413, "the request is longer than " + limit + " bytes", "invalid_request_error", null, null);
    }

    static ApiException overloaded(String message) {
        return of(429, message, "rate_limit_error", null, "rate_limit_exceeded");
    }

    static ApiException failed(String message) {
        return of(500, message, "server_error", null, null);
    }

    static ApiException cancelled() {
        return of(503, "the generation was cancelled", "server_error", null, "cancelled");
    }

    /** A part of the model is missing, for now. */
    static ApiException incomplete(String message) {
        return of(503, message, "server_error", null, "model_incomplete");
    }

    static ApiException tooSlow() {
        return of(503, "the client read too slowly, so the generation was cancelled", "server_error", null, "too_slow");
    }

    private static ApiException of(
            int status, String message, String type, @Nullable String param, @Nullable String code) {
        return new ApiException(status, new ErrorBody(new ErrorBody.Detail(message, type, param, code)));
    }

    int status() {
        return status;
    }

    ErrorBody body() {
        return body;
    }
}
