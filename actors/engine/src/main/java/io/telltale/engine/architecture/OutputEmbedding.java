package io.telltale.engine.architecture;

/** Where the matrix comes from that turns the last residual stream into logits. */
public enum OutputEmbedding {
    /** It is stored for itself. */
    OWN,
    /** It is the token embedding. */
    TIED;

    static OutputEmbedding read(ConfigFile file, boolean tiedByDefault) {
        return file.flag("tie_word_embeddings", tiedByDefault) ? TIED : OWN;
    }

    TensorSpec stored(String name, TensorSpec embedding) {
        return this == TIED ? embedding : new TensorSpec(name, embedding.shape());
    }
}
