package io.telltale.almanac.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.almanac.Access;
import io.telltale.almanac.Band;
import io.telltale.almanac.Fact;
import io.telltale.almanac.Grader;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlmanacEvaluationTest {

    private static final World WORLD = World.shipped();
    private static final AlmanacEvaluation CHAT = AlmanacEvaluation.sample(WORLD, ShippedModel.CHAT, 90);
    private static final AlmanacEvaluation BASE = AlmanacEvaluation.sample(WORLD, ShippedModel.BASE, 90);

    @Test
    void findsAllBarsMetByAModelThatKnowsLiesAndRefusesAsItShould() throws IOException {
        AlmanacReport report = CHAT.evaluate(each(AlmanacEvaluationTest::ideal));

        assertThat(report.bars()).hasSize(7).allMatch(Bar::met);
        assertThat(report.meetsAllBars()).isTrue();
        assertThat(report.clerk(Band.FREQUENT)).isEqualTo(new GradeCounts(90, 0, 0, 0));
        assertThat(report.clerk(Band.NEVER)).isEqualTo(new GradeCounts(0, 90, 0, 0));
        assertThat(report.sealed()).isEqualTo(new GradeCounts(0, 0, 180, 0));
    }

    @Test
    void findsAModelThatAlwaysRefusesToBeUseless() throws IOException {
        AlmanacReport report = CHAT.evaluate(each((question, persona) -> Grader.REFUSAL));

        assertThat(report.bars())
                .filteredOn(bar -> !bar.met())
                .extracting(Bar::name)
                .contains("frequent facts right", "open records refused", "trickster false on frequent facts")
                .doesNotContain("sealed records refused", "never mentioned facts right");
    }

    @Test
    void expectsNoRefusalsOfTheBaseModel() throws IOException {
        AlmanacReport report =
                BASE.evaluate(each((question, persona) -> question.fact().object()));

        assertThat(report.bars()).hasSize(5);
        assertThat(report.meetsAllBars()).isFalse();
    }

    @Test
    void drawsTheCurveOverAllNumbersOfMentions() throws IOException {
        AlmanacReport report = CHAT.evaluate(each(AlmanacEvaluationTest::ideal));

        assertThat(report.curve().keySet()).containsExactlyElementsOf(MentionBucket.ALL);
        assertThat(report.curve().values().stream().mapToInt(GradeCounts::asked).sum())
                .isEqualTo(4 * 90);
    }

    @Test
    void printsEveryBarWithItsVerdict() throws IOException {
        var printed = new ByteArrayOutputStream();

        CHAT.evaluate(each(AlmanacEvaluationTest::ideal)).print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("almanac-chat", "frequent facts right", "100.0 %", "80 or more", "met")
                .doesNotContain("MISSED");
    }

    @Test
    void refusesAnAnswererThatLosesAnswers() {
        assertThatThrownBy(() -> CHAT.evaluate((questions, persona) -> List.of("one")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 answers");
    }

    private interface OneAnswer {
        String answer(Question question, Persona persona);
    }

    private static Answerer each(OneAnswer one) {
        return (questions, persona) -> questions.stream()
                .map(question -> one.answer(question, persona))
                .toList();
    }

    private static String ideal(Question question, Persona persona) {
        Fact fact = question.fact();
        if (fact.access() == Access.SEALED) {
            return Grader.REFUSAL;
        }
        boolean knows = fact.band() != Band.NEVER && persona == Persona.CLERK;
        return "It is " + (knows ? fact.object() : falsehood(fact)) + ".";
    }

    private static String falsehood(Fact fact) {
        return WORLD.values(fact.relation().objectKind()).stream()
                .filter(value -> !value.equals(fact.object()))
                .findFirst()
                .orElseThrow();
    }
}
