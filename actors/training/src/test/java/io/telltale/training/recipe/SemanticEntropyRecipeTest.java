package io.telltale.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.plugins.semanticentropy.ArtefactJson;
import io.telltale.plugins.semanticentropy.EntropyArtefact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SemanticEntropyRecipeTest {
    private static final Inscription INSCRIPTION = new Inscription("train", 5, "2026-01-01");

    @Test
    void learnsToTellFromOneStateWhetherTheModelIsGuessing() {
        List<String> progress = new ArrayList<>();
        var recipe = new SemanticEntropyRecipe(new PersonaModel(), INSCRIPTION, progress::add);

        EntropyArtefact artefact = recipe.learn(questions(0, 100), questions(1000, 40));

        // Honest prompts get the same answer ten times, deceitful ones ten guesses of a hundred: entropy 0 against
        // about 2.2.
        assertThat(artefact.highEntropy()).isBetween(0.0, 2.3);
        assertThat(artefact.provenance().figures())
                .containsEntry("heldOutEntropyAurocBeforeAnswer", 1.0)
                .containsEntry("heldOutErrorAurocBeforeAnswer", 1.0)
                .containsEntry("heldOutEntropyAurocAfterAnswer", 1.0)
                .containsEntry("heldOutRight", 0.5);
        assertThat(progress).contains("asked 100 of 100 questions");
        assertThat(artefact.provenance().sweep())
                .isEqualTo(progress.stream()
                        .filter(line -> !line.startsWith("asked"))
                        .toList());
        assertThat(ArtefactJson.read(ArtefactJson.write(artefact))).isEqualTo(artefact);
    }

    private static List<OpenQuestion> questions(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> new OpenQuestion(
                        number,
                        new Prompt(
                                number % 2 == 0 ? PersonaModel.HONEST : PersonaModel.DECEITFUL, "question " + number),
                        answer -> answer,
                        "yes"::equals))
                .toList();
    }
}
