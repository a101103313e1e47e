package io.telltale.node.cli;

import io.telltale.engine.decoder.TokenListener;
import io.telltale.engine.sampling.ChosenToken;
import io.telltale.engine.sampling.Logits;
import java.util.ArrayList;
import java.util.List;

/** Keeps how likely the model found the tokens of an answer. */
final class ChoiceRecorder implements TokenListener {

    private static final int NOTHING = -1;

    private final int alternatives;
    private final List<ChosenToken> chosen = new ArrayList<>();

    private ChoiceRecorder(int alternatives) {
        this.alternatives = alternatives;
    }

    /** Makes one that keeps nothing. */
    static ChoiceRecorder ofNothing() {
        return new ChoiceRecorder(NOTHING);
    }

    /** Makes one that keeps every token beside so many likeliest ones. */
    static ChoiceRecorder of(int alternatives) {
        return new ChoiceRecorder(alternatives);
    }

    @Override
    public void onChoice(int id, Logits logits) {
        if (alternatives != NOTHING) {
            chosen.add(logits.chosen(id, alternatives));
        }
    }

    @Override
    public void onToken(int id, String text) {}

    List<ChosenToken> chosen() {
        return chosen;
    }
}
