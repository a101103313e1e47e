package io.telltale.node.http;

import io.telltale.engine.decoder.StopConditions;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.node.prompt.Prompt;

/** What a client asks for, read and checked. */
record Order(
        String model, Prompt prompt, SamplingParameters sampling, StopConditions stopConditions, AnswerShape shape) {

    /**
     * What the answer is made of.
     *
     * @param choices number of answers, at least 1
     */
    record AnswerShape(int choices, TokenReport tokens, Delivery delivery) {}

    /** How the answer travels. */
    enum Delivery {
        WHOLE,
        STREAMED,
        /** With a last chunk that counts tokens. */
        STREAMED_WITH_USAGE
    }
}
