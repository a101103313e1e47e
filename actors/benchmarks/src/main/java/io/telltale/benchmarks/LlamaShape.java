package io.telltale.benchmarks;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dimensions of a Llama.
 *
 * @param output whether the output has a matrix of its own or shares the embedding's
 */
record LlamaShape(int layers, int width, int heads, int keyValueHeads, int feedForward, int vocabulary, Output output) {

    /** Where the output's matrix comes from. */
    enum Output {
        TIED,
        OWN
    }

    static final int CONTEXT = 2048;

    /** The shapes that have a name. */
    static final Map<String, LlamaShape> NAMED = Map.of(
            "smollm-135m", new LlamaShape(30, 576, 9, 3, 1536, 49152, Output.TIED),
            "llama-1b", new LlamaShape(16, 2048, 32, 8, 8192, 128256, Output.TIED));

    static final String SYNTAX = "smollm-135m, llama-1b or synthetic-LAYERSxWIDTH";

    private static final Pattern SQUARE = Pattern.compile("synthetic-(\\d{1,3})x(\\d{1,5})");
    private static final int SQUARE_VOCABULARY = 8192;
    private static final int HEAD_WIDTH = 16;
    private static final int WIDE_HEAD_WIDTH = 64;
    private static final int FEED_FORWARD_EIGHTHS = 21;

    LlamaShape {
        if (layers < 1 || vocabulary < 2) {
            throw new IllegalArgumentException(
                    "a model needs a layer and two tokens, not " + layers + " and " + vocabulary);
        }
        if (width < HEAD_WIDTH || width % HEAD_WIDTH != 0) {
            throw new IllegalArgumentException("the width must be a multiple of " + HEAD_WIDTH + ", not " + width);
        }
    }

    /** A model with as many heads for keys as for queries, and a matrix for its output. */
    static LlamaShape square(int layers, int width) {
        int heads = width % WIDE_HEAD_WIDTH == 0 ? width / WIDE_HEAD_WIDTH : Math.max(1, width / HEAD_WIDTH);
        return new LlamaShape(
                layers, width, heads, heads, width * FEED_FORWARD_EIGHTHS / 8, SQUARE_VOCABULARY, Output.OWN);
    }

    /** Returns whether a text names a shape. */
    static boolean isNamedBy(String text) {
        return NAMED.containsKey(text) || SQUARE.matcher(text).matches();
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it names no shape
     */
    static LlamaShape parse(String text) {
        Matcher square = SQUARE.matcher(text);
        if (square.matches()) {
            return square(Integer.parseInt(square.group(1)), Integer.parseInt(square.group(2)));
        }
        LlamaShape named = NAMED.get(text);
        if (named == null) {
            throw new IllegalArgumentException("there is no model '" + text + "'; name " + SYNTAX);
        }
        return named;
    }

    int keyValueWidth() {
        return width / heads * keyValueHeads;
    }

    /** Returns the weights of all layers: each multiplies every position of a prompt. */
    long blockWeights() {
        long attention = 2L * width * width + 2L * width * keyValueWidth();
        return layers * (attention + 3L * width * feedForward + 2L * width);
    }

    /** Returns the weights that a decode step reads: of a table of embeddings of its own, it reads but a row. */
    long decodedWeights() {
        return blockWeights() + (long) vocabulary * width + width;
    }

    /** Returns all weights. */
    long weights() {
        return decodedWeights() + (output == Output.OWN ? (long) vocabulary * width : 0);
    }
}
