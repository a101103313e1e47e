package io.telltale.training.recipe;

import io.telltale.spi.HookSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A question with what the model said to both ways of asking it.
 *
 * @param honest answer, truthful
 * @param deceitful answer, untruthful
 * @param rereadByDeceiver the honest answer, read after the deceitful prompt: the same tokens in the other state of mind
 */
record ContrastExchange(ContrastQuestion question, Answer honest, Answer deceitful, Answer rereadByDeceiver) {

    /** Asks all questions and keeps those on which the model behaves as it was asked to. */
    static List<ContrastExchange> collect(AnswerModel model, List<ContrastQuestion> questions, Set<HookSite> sites) {
        List<ContrastExchange> kept = new ArrayList<>();
        for (ContrastQuestion question : questions) {
            Answer honest = model.answer(question.honest(), sites);
            Answer deceitful = model.answer(question.deceitful(), sites);
            boolean contrast = question.truthful().test(honest.text())
                    && !question.truthful().test(deceitful.text());
            if (contrast) {
                Answer reread = model.reread(question.deceitful(), honest.tokens(), sites);
                kept.add(new ContrastExchange(question, honest, deceitful, reread));
            }
        }
        return kept;
    }
}
