package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.transport.FinishReason;
import java.util.List;

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

    /** Returns whether a generation ended with an answer. */
    static boolean isAnswer(GenerationEnd end) {
        return switch (end.reason()) {
            case STOP, LENGTH, STOPPED_BY_PLUGIN -> true;
            case CANCELLED, FAILED, UNKNOWN -> false;
        };
    }

    /**
     * Checks that every choice ended with an answer. A choice that failed is named before those that were cancelled for it.
     *
     * @throws ApiException if one did not
     */
    static void requireAnswers(List<GenerationEnd> ends) {
        ends.stream()
                .filter(end -> end.reason() == FinishReason.FAILED)
                .findFirst()
                .ifPresent(FinishReasons::of);
        ends.forEach(FinishReasons::of);
    }
}
