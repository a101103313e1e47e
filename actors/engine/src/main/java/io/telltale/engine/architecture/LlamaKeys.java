package io.telltale.engine.architecture;

import java.util.Map;

/** Configuration values under the names that Llama gave them and most families after it kept. */
record LlamaKeys(ConfigFile file, StoredTensors stored) {

    /** Activations as configurations name them, and as the TorchScript text does. */
    private static final Map<String, String> ACTIVATIONS = Map.of(
            "silu", "silu",
            "swish", "silu",
            "relu", "relu",
            "gelu", "gelu",
            "gelu_new", "gelu_tanh",
            "gelu_fast", "gelu_tanh",
            "gelu_pytorch_tanh", "gelu_tanh");

    /** Heads are as wide as the stream divided by their number, unless the configuration says otherwise. */
    Dimensions dimensions() {
        int width = file.positive("hidden_size");
        int heads = file.positive("num_attention_heads");
        if (!file.has("head_dim") && width % heads != 0) {
            throw file.invalid("hidden_size " + width + " is not a multiple of num_attention_heads " + heads);
        }
        return dimensions(file.positive("head_dim", Math.max(1, width / heads)));
    }

    Dimensions dimensions(int headWidth) {
        int heads = file.positive("num_attention_heads");
        if (headWidth % 2 != 0) {
            throw file.invalid("head_dim " + headWidth + " is odd: a rotary position embedding turns pairs");
        }
        return new Dimensions(
                file.layers("num_hidden_layers", stored.count()),
                file.positive("hidden_size"),
                heads,
                file.positive("num_key_value_heads", heads),
                headWidth,
                file.positive("intermediate_size"),
                file.positive("vocab_size"),
                file.positive("max_position_embeddings"));
    }

    Arithmetic arithmetic(Dimensions dimensions) {
        return Arithmetic.plain(
                file.positiveNumber("rms_norm_eps"), activation("hidden_act", "silu"), dimensions.headWidth());
    }

    /** Returns the text's name of an activation. */
    String activation(String key, String otherwise) {
        return activation(file, key, otherwise);
    }

    static String activation(ConfigFile file, String key, String otherwise) {
        String name = file.has(key) ? file.text(key) : otherwise;
        String known = ACTIVATIONS.get(name);
        if (known == null) {
            throw file.unsupported(key + " = '" + name + "'; supported are "
                    + String.join(", ", ACTIVATIONS.keySet().stream().sorted().toList()));
        }
        return known;
    }
}
