package io.telltale.engine.sampling;

/** Finds the lowest of the highest scores in one pass, keeping so many numbers as it looks for and no more. */
final class HighestScores {

    /** A heap: no number is above its children. */
    private final float[] kept;

    private HighestScores(int count) {
        this.kept = new float[count];
    }

    /**
     * Returns the score at a rank, counted from 1 at the highest.
     *
     * @param rank at least 1 and at most the number of scores
     */
    static float atRank(int rank, Logits logits) {
        HighestScores scores = new HighestScores(rank);
        for (int id = 0; id < rank; id++) {
            scores.kept[id] = logits.at(id);
        }
        for (int index = rank / 2 - 1; index >= 0; index--) {
            scores.sink(index);
        }
        for (int id = rank; id < logits.size(); id++) {
            scores.offer(logits.at(id));
        }
        return scores.kept[0];
    }

    private void offer(float score) {
        if (score > kept[0]) {
            kept[0] = score;
            sink(0);
        }
    }

    private void sink(int from) {
        float sinking = kept[from];
        int index = from;
        while (2 * index + 1 < kept.length) {
            int child = 2 * index + 1;
            if (child + 1 < kept.length && kept[child + 1] < kept[child]) {
                child++;
            }
            if (kept[child] >= sinking) {
                break;
            }
            kept[index] = kept[child];
            index = child;
        }
        kept[index] = sinking;
    }
}
