package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer, or one chunk of a streamed answer.
 *
 * @param object the kind of body, {@code chat.completion.chunk}
 * @param created seconds since 1970
 * @param systemFingerprint names weights and configuration
 * @param usage absent from chunks, but for the one that carries nothing else
 */
public record Envelope<C>(
        String id,
        String object,
        long created,
        String model,
        @JsonProperty("system_fingerprint") String systemFingerprint,
        List<C> choices,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Usage usage) {}
