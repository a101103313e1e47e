package io.telltale.engine.architecture;

/** One family of models. */
interface Architecture {

    /** Returns the name of its class in Hugging Face transformers: {@code LlamaForCausalLM}. */
    String name();

    /** Returns the name of the family in a configuration: {@code llama}. */
    String modelType();

    /**
     * Reads a configuration.
     *
     * @param stored the tensors of the checkpoint
     * @throws io.telltale.engine.EngineException naming a key that is missing, malformed or unsupported
     * @throws IllegalArgumentException if two values contradict each other
     */
    ModelConfig read(ConfigFile file, StoredTensors stored);
}
