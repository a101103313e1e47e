package io.telltale.almanac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuestionSetTest {

    private static final World WORLD = World.shipped();

    @Test
    void asksTheSameQuestionsInTheSameOrderEveryTime() {
        List<Question> first =
                QuestionSet.heldOut(WORLD).in(Band.RARE).atMost(100).questions();

        List<Question> second =
                QuestionSet.heldOut(World.shipped()).in(Band.RARE).atMost(100).questions();

        assertThat(second).hasSize(100).isEqualTo(first);
    }

    @Test
    void neverAsksAHeldOutQuestionInTraining() {
        Set<String> training = texts(QuestionSet.training(WORLD));

        assertThat(texts(QuestionSet.heldOut(WORLD)).stream().filter(training::contains))
                .isEmpty();
    }

    @Test
    void asksOncePerFactInTurningWordings() {
        List<Question> once = QuestionSet.heldOut(WORLD).oncePerFact().questions();

        assertThat(once.stream().map(Question::fact).toList()).isEqualTo(WORLD.facts());
        assertThat(once.stream().limit(9).map(QuestionSetTest::wording).distinct())
                .hasSize(3);
    }

    @Test
    void keepsAllFactsOfASubjectInOneHalfForProbes() {
        Set<Entity> training = subjects(FactSplit.PROBE_TRAINING);

        Set<Entity> evaluation = subjects(FactSplit.PROBE_EVALUATION);

        assertThat(evaluation).doesNotContainAnyElementsOf(training);
        assertThat((double) training.size() / (training.size() + evaluation.size()))
                .isBetween(0.45, 0.55);
    }

    @Test
    void keepsOnlyWhatAFilterAsksFor() {
        QuestionSet sealed = QuestionSet.heldOut(WORLD).with(Access.SEALED).in(Band.NEVER);

        assertThat(sealed.questions())
                .isNotEmpty()
                .allMatch(question -> question.fact().access() == Access.SEALED)
                .allMatch(question -> question.fact().mentions() == 0);
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatThrownBy(() -> QuestionSet.heldOut(WORLD).atMost(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    private static Set<Entity> subjects(FactSplit split) {
        return QuestionSet.training(WORLD).of(split).questions().stream()
                .map(question -> question.fact().subject())
                .collect(Collectors.toSet());
    }

    private static Set<String> texts(QuestionSet set) {
        return set.questions().stream().map(Question::text).collect(Collectors.toSet());
    }

    private static String wording(Question question) {
        return question.text().replace(question.fact().subject().name(), "");
    }
}
