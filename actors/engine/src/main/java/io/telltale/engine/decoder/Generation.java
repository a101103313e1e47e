package io.telltale.engine.decoder;

import io.telltale.engine.sampling.TokenLogit;
import io.telltale.spi.TokenIds;
import java.util.List;

/**
 * What was generated.
 *
 * @param tokenIds new tokens, without the one that ended the answer
 * @param text of the new tokens up to a stop string; empty if the checkpoint has no tokenizer
 * @param topLogits highest scores of the first new token, best first
 */
public record Generation(
        TokenIds promptTokenIds, TokenIds tokenIds, String text, List<TokenLogit> topLogits, EndReason endReason) {

    public Generation {
        topLogits = List.copyOf(topLogits);
    }
}
