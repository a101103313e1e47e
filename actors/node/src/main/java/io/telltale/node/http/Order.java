package io.telltale.node.http;

import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.node.prompt.Prompt;
import java.util.List;

/** What a client asks for, read and checked. */
record Order(
        String model,
        Prompt prompt,
        SamplingParameters sampling,
        int maxNewTokens,
        List<String> stop,
        Delivery delivery) {

    Order {
        stop = List.copyOf(stop);
    }

    /** How the answer travels. */
    enum Delivery {
        WHOLE,
        STREAMED,
        /** With a last chunk that counts tokens. */
        STREAMED_WITH_USAGE
    }
}
