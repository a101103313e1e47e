package io.telltale.node.cli;

import io.telltale.engine.decoder.Generation;
import io.telltale.engine.sampling.TokenLogit;
import java.util.List;
import java.util.Locale;

/**
 * What {@code generate --json} prints.
 *
 * @param tokenIds new tokens alone
 * @param topLogits of the first new position, best first
 */
record GenerationReport(
        List<Integer> promptTokenIds,
        List<Integer> tokenIds,
        String text,
        List<TokenLogit> topLogits,
        String finishReason) {

    static GenerationReport of(Generation generation) {
        return new GenerationReport(
                generation.promptTokenIds().stream().boxed().toList(),
                generation.tokenIds().stream().boxed().toList(),
                generation.text(),
                generation.topLogits(),
                generation.endReason().name().toLowerCase(Locale.ROOT));
    }
}
