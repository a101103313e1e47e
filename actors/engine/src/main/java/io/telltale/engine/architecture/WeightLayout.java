package io.telltale.engine.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * The weights of a model.
 *
 * @param embedding what turns token ids into the first residual stream
 * @param blocks weights of each block
 * @param head the final normalisation, and last the unembedding
 */
public record WeightLayout(List<Parameter> embedding, List<List<Parameter>> blocks, List<Parameter> head) {

    public WeightLayout {
        embedding = List.copyOf(embedding);
        blocks = blocks.stream().map(List::copyOf).toList();
        head = List.copyOf(head);
    }

    /** Returns the tensor that turns the last residual stream into logits: the embedding's own where both are tied. */
    public TensorSpec unembedding() {
        return head.getLast().stored().findFirst().orElseThrow();
    }

    /** Returns every stored tensor once. */
    public List<TensorSpec> stored() {
        return Stream.of(embedding.stream(), blocks.stream().flatMap(List::stream), head.stream())
                .flatMap(parameters -> parameters)
                .flatMap(Parameter::stored)
                .distinct()
                .toList();
    }
}
