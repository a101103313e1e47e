package io.telltale.node.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.engine.decoder.Generation;
import io.telltale.engine.sampling.ChosenToken;
import io.telltale.engine.sampling.TokenLogProbability;
import io.telltale.engine.sampling.TokenLogit;
import io.telltale.node.prompt.Vocabulary;
import java.util.List;
import java.util.Locale;

/**
 * What {@code generate --json} prints.
 *
 * @param index of the answer, from 0
 * @param tokenIds new tokens alone
 * @param topLogits of the first new position, best first
 * @param logProbabilities of the new tokens, as the model finds them by itself; left out unless asked for
 */
record GenerationReport(
        int index,
        List<Integer> promptTokenIds,
        List<Integer> tokenIds,
        String text,
        List<TokenLogit> topLogits,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Token> logProbabilities,
        String finishReason) {

    /** A new token, beside the likeliest at its place, best first. */
    record Token(int id, String text, double logProbability, List<Alternative> alternatives) {}

    /** A token that could have stood there. */
    record Alternative(int id, String text, double logProbability) {}

    static GenerationReport of(int index, Generation generation, List<ChosenToken> chosen, Vocabulary vocabulary) {
        return new GenerationReport(
                index,
                generation.promptTokenIds().stream().boxed().toList(),
                generation.tokenIds().stream().boxed().toList(),
                generation.text(),
                generation.topLogits(),
                chosen.stream().map(token -> token(token, vocabulary)).toList(),
                generation.endReason().name().toLowerCase(Locale.ROOT));
    }

    private static Token token(ChosenToken token, Vocabulary vocabulary) {
        return new Token(
                token.id(),
                vocabulary.text(token.id()),
                token.logProbability(),
                token.alternatives().stream()
                        .map(other -> alternative(other, vocabulary))
                        .toList());
    }

    private static Alternative alternative(TokenLogProbability token, Vocabulary vocabulary) {
        return new Alternative(token.id(), vocabulary.text(token.id()), token.logProbability());
    }
}
