package io.telltale.engine.architecture;

/**
 * One family of models.
 *
 * @param name of its class in Hugging Face transformers: {@code LlamaForCausalLM}
 * @param modelType name of the family in a configuration: {@code llama}
 */
record Architecture(String name, String modelType, Reader reader) {

    /** Reads the configurations of a family. */
    @FunctionalInterface
    interface Reader {

        /**
         * Reads one.
         *
         * @param stored the tensors of the checkpoint
         * @throws io.telltale.engine.EngineException naming a key that is missing, malformed or unsupported
         * @throws IllegalArgumentException if two values contradict each other
         */
        ModelConfig read(ConfigFile file, StoredTensors stored);
    }
}
