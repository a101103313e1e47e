package io.telltale.training.recipe;

import io.telltale.almanac.World;
import io.telltale.plugins.semanticentropy.EntropyArtefact;
import io.telltale.plugins.truthfulnesssteer.TruthfulnessArtefact;
import io.telltale.training.recipe.AlmanacQuestions.Part;
import java.util.List;
import java.util.function.Consumer;

/** Makes both built-in plugins' artefacts for a chat model of the Almanac, figures on held-out questions included. */
public final class AlmanacArtefacts {
    /** Longest answer, in tokens; the Almanac's are shorter. */
    public static final int MAX_NEW_TOKENS = 40;

    private static final int CONTRAST_TRAINING = 240;
    private static final int CONTRAST_HELD_OUT = 120;
    private static final int ENTROPY_TRAINING = 2000;
    private static final int ENTROPY_HELD_OUT = 600;

    private final AlmanacQuestions questions = new AlmanacQuestions(World.shipped());
    private final AnswerModel model;
    private final Inscription inscription;
    private final Consumer<String> progress;

    /**
     * Makes artefacts for a model.
     *
     * @param progress is told every step, one line each
     */
    public AlmanacArtefacts(AnswerModel model, Inscription inscription, Consumer<String> progress) {
        this.model = model;
        this.inscription = inscription;
        this.progress = progress;
    }

    /** Learns to steer towards the truth; takes minutes. */
    public TruthfulnessArtefact truthfulness() {
        List<ContrastQuestion> training = questions.contrast(Part.TRAINING, CONTRAST_TRAINING);
        TruthfulnessArtefact artefact = new TruthfulnessRecipe(model, inscription, progress).learn(training);
        List<ContrastQuestion> heldOut = questions.contrast(Part.HELD_OUT, CONTRAST_HELD_OUT);
        return TruthfulnessEvaluation.evaluated(model, artefact, heldOut);
    }

    /** Learns to read semantic entropy; takes minutes. */
    public EntropyArtefact semanticEntropy() {
        return new SemanticEntropyRecipe(model, inscription, progress)
                .learn(
                        questions.open(Part.TRAINING, ENTROPY_TRAINING),
                        questions.open(Part.HELD_OUT, ENTROPY_HELD_OUT));
    }
}
