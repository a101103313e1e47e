package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;

/** Why an answer ended, in OpenAI's words. */
final class FinishReasons {

    private FinishReasons() {}

    /**
     * @throws ApiException if the generation ended without an answer
     */
    static String of(GenerationEnd end) {
        return switch (end.reason()) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case STOPPED_BY_PLUGIN -> "content_filter";
            case CANCELLED -> throw ApiException.cancelled();
            case FAILED -> throw ApiException.failed(end.error());
            case UNKNOWN ->
                throw ApiException.failed("the generation ended for a reason that this version does not know");
        };
    }
}
