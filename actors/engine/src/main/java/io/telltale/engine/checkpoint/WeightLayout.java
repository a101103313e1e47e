package io.telltale.engine.checkpoint;

import java.util.List;
import java.util.stream.Stream;

/**
 * The stored weights of a model in the order in which its TorchScript text takes them.
 *
 * @param embedding what turns token ids into the first residual stream
 * @param blocks weights of each block
 * @param head the final normalisation, then the unembedding; the latter is the token embedding where they are tied
 */
public record WeightLayout(List<TensorSpec> embedding, List<List<TensorSpec>> blocks, List<TensorSpec> head) {

    public WeightLayout {
        embedding = List.copyOf(embedding);
        blocks = blocks.stream().map(List::copyOf).toList();
        head = List.copyOf(head);
    }

    /** Returns every stored weight once. */
    public List<TensorSpec> all() {
        return Stream.of(embedding.stream(), blocks.stream().flatMap(List::stream), head.stream())
                .flatMap(weights -> weights)
                .distinct()
                .toList();
    }
}
