package io.telltale.engine.sampling;

import io.telltale.spi.TokenIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/** Adds the logit bias to the scores and subtracts the penalties. */
record ScoreAdjustment(Map<Integer, Double> logitBias, Penalties penalties, int promptLength) {

    /** Returns the adjusted scores; these ones if nothing is to be changed. */
    Logits adjust(Logits logits, TokenIds tokens) {
        if (logitBias.isEmpty() && penalties.equals(Penalties.NONE)) {
            return logits;
        }
        float[] scores = logits.toArray();
        addBias(scores);
        if (penalties.repetition() != 1) {
            penaliseRepetition(scores, tokens);
        }
        if (penalties.presence() != 0 || penalties.frequency() != 0) {
            penaliseAnswer(scores, tokens.slice(promptLength, tokens.size()).toArray());
        }
        return Logits.owning(scores);
    }

    private void addBias(float[] scores) {
        logitBias.forEach((id, bias) -> {
            if (id >= scores.length) {
                throw new IllegalArgumentException("the logit bias names token " + id
                        + ", which is outside the vocabulary of " + scores.length + " tokens");
            }
            scores[id] += bias.floatValue();
        });
    }

    private void penaliseRepetition(float[] scores, TokenIds tokens) {
        BitSet penalised = new BitSet(scores.length);
        float penalty = (float) penalties.repetition();
        for (int index = 0; index < tokens.size(); index++) {
            int id = tokens.at(index);
            // A model may read more tokens than it scores.
            if (id < scores.length && !penalised.get(id)) {
                penalised.set(id);
                scores[id] = scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty;
            }
        }
    }

    private void penaliseAnswer(float[] scores, int[] answer) {
        Arrays.sort(answer);
        for (int index = 0; index < answer.length; index++) {
            boolean again = index > 0 && answer[index] == answer[index - 1];
            if (answer[index] < scores.length) {
                scores[answer[index]] -= (float) (penalties.frequency() + (again ? 0 : penalties.presence()));
            }
        }
    }
}
