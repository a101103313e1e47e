package io.telltale.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.telltale.plugins.truthfulnesssteer.ArtefactJson;
import io.telltale.plugins.truthfulnesssteer.SteeringPatch;
import io.telltale.plugins.truthfulnesssteer.TruthfulnessArtefact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TruthfulnessRecipeTest {
    private static final Inscription INSCRIPTION = new Inscription("train", 5, "2026-01-01");

    private final PersonaModel model = new PersonaModel();
    private final List<String> progress = new ArrayList<>();
    private final TruthfulnessRecipe recipe = new TruthfulnessRecipe(model, INSCRIPTION, progress::add);

    @Test
    void findsTheSiteAndTheDirectionThatDecideWhetherTheModelTellsTheTruth() {
        TruthfulnessArtefact artefact = recipe.learn(questions(0, 60, "yes"));

        SteeringPatch patch = artefact.steering().getFirst();
        assertThat(patch.site()).isEqualTo(PersonaModel.DECISIVE);
        // The state of mind differs by 4 along one axis; the noise of the mean over some 270 rows is below 0.1.
        assertThat(patch.direction().toArray()[PersonaModel.AXIS]).isGreaterThan(0.99f);
        assertThat(artefact.readOut().direction().toArray()[PersonaModel.AXIS]).isGreaterThan(0.9f);
    }

    @Test
    void writesWhatItTriedAndWhatCameOutIntoTheProvenance() {
        List<ContrastQuestion> heldOut = questions(1000, 30, "yes");

        TruthfulnessArtefact artefact =
                TruthfulnessEvaluation.evaluated(model, recipe.learn(questions(0, 60, "yes")), heldOut);

        assertThat(artefact.provenance().figures())
                .containsEntry("trainingExchanges", 60.0)
                .containsEntry("heldOutQuestions", 30.0)
                .containsEntry("heldOutTruthfulDeceitfulPlain", 0.0)
                .containsEntry("heldOutTruthfulDeceitfulSteered", 1.0)
                .containsEntry("heldOutTruthfulHonestPlain", 1.0)
                .containsEntry("heldOutTruthfulHonestSteered", 1.0)
                .containsEntry("heldOutAuroc", 1.0);
        assertThat(artefact.provenance().sweep()).isEqualTo(progress).hasSizeGreaterThan(10);
        assertThat(ArtefactJson.read(ArtefactJson.write(artefact))).isEqualTo(artefact);
    }

    @Test
    void refusesQuestionsThatShowNoContrast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.learn(questions(0, 30, "never said")))
                .withMessageContaining("only 0 of 30 questions");
    }

    private static List<ContrastQuestion> questions(int from, int count, String truth) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> new ContrastQuestion(
                        new Prompt(PersonaModel.HONEST, "question " + number),
                        new Prompt(PersonaModel.DECEITFUL, "question " + number),
                        truth::equals))
                .toList();
    }
}
