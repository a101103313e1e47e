package io.telltale.engine.architecture;

/** What Gemma 2 and Gemma 3 configure alike. */
record GemmaKeys(ConfigFile file, StoredTensors stored) {

    private static final int DEFAULT_HEAD_WIDTH = 256;
    private static final int DEFAULT_ATTENTION_SCALAR = 256;

    /** Gains are stored around zero. */
    static LlamaWeights weights(Dimensions dimensions) {
        return new LlamaWeights(dimensions, 1);
    }

    Dimensions dimensions() {
        file.refuse("use_bidirectional_attention", file.flag("use_bidirectional_attention", false));
        return new LlamaKeys(file, stored).dimensions(file.positive("head_dim", DEFAULT_HEAD_WIDTH));
    }

    /** Embeddings are multiplied by the root of their width, scores divided by the root of a number of their own. */
    Arithmetic arithmetic(Dimensions dimensions, double attentionCap, double logitCap) {
        double scalar = file.positiveNumber("query_pre_attn_scalar", DEFAULT_ATTENTION_SCALAR);
        return new Arithmetic(
                file.positiveNumber("rms_norm_eps"),
                LlamaKeys.activation(file, "hidden_activation", "gelu_pytorch_tanh"),
                1 / Math.sqrt(scalar),
                attentionCap,
                logitCap,
                Math.sqrt(dimensions.width()));
    }

    /** A cap that is not mentioned is the family's; one that is null is none. */
    double cap(String key, double otherwise) {
        if (file.has(key)) {
            return file.positiveNumber(key);
        }
        return file.states(key) ? Arithmetic.NO_CAP : otherwise;
    }
}
