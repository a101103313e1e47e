package io.telltale.node.http.wire;

import org.jspecify.annotations.Nullable;

/** What a client is told when a request fails. */
public record ErrorBody(Detail error) {

    /**
     * Why it failed.
     *
     * @param param the field at fault, if it is one
     * @param code for programs, if there is one
     */
    public record Detail(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}
}
