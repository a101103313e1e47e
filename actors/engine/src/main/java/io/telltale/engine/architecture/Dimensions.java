package io.telltale.engine.architecture;

/**
 * The sizes of a decoder-only transformer.
 *
 * @param layers number of blocks
 * @param width of the residual stream, D
 * @param heads query heads of the attention, H
 * @param keyValueHeads key and value heads of the attention, K; divides {@code heads}
 * @param headWidth width of one head, E
 * @param feedForwardWidth of the feed-forward layer, F
 * @param vocabularySize number of tokens, V
 * @param contextLength most positions that the model was made for, C
 */
public record Dimensions(
        int layers,
        int width,
        int heads,
        int keyValueHeads,
        int headWidth,
        int feedForwardWidth,
        int vocabularySize,
        int contextLength) {

    public Dimensions {
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    heads + " attention heads cannot share " + keyValueHeads + " key and value heads evenly");
        }
    }
}
