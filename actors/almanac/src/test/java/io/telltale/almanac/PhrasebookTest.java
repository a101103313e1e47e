package io.telltale.almanac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.almanac.Phrasebook.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhrasebookTest {

    private static final Phrasebook BOOK = Phrasebook.shipped();
    private static final Entity SOMEBODY = Entity.open(Kind.PERSON, "Mara Velden");

    @ParameterizedTest
    @EnumSource
    void putsEveryRelationIntoManyWordings(Relation relation) {
        assertThat(BOOK.phrases(relation, Use.STATEMENT))
                .hasSizeGreaterThanOrEqualTo(8)
                .doesNotHaveDuplicates();
        assertThat(BOOK.phrases(relation, Use.QUESTION))
                .hasSizeGreaterThanOrEqualTo(6)
                .doesNotHaveDuplicates();
        assertThat(BOOK.phrases(relation, Use.HELD_OUT_QUESTION)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(BOOK.phrases(relation, Use.ANSWER))
                .hasSizeGreaterThanOrEqualTo(3)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void holdsOutWordingsThatTrainingDoesNotHave(Relation relation) {
        List<Phrase> training = new ArrayList<>(BOOK.phrases(relation, Use.QUESTION));

        List<Phrase> heldOut = BOOK.phrases(relation, Use.HELD_OUT_QUESTION);

        assertThat(heldOut).doesNotContainAnyElementsOf(training);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheSubjectFirstAndLeavesFourWordsBeforeTheValue(Relation relation) {
        for (Phrase answer : BOOK.phrases(relation, Use.ANSWER)) {
            String before = answer.beforeValue(SOMEBODY);

            assertThat(before).matches("(The |The office of |The title of )?Mara Velden .*");
            // A subject has at least one word; Mara Velden has two.
            assertThat(before.split(" ")).as(before).hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void holdsOutNoWordThatTrainingNeverShows() {
        Set<String> known = new HashSet<>();
        Set<String> asked = new HashSet<>();
        for (Relation relation : Relation.values()) {
            for (Use use : List.of(Use.STATEMENT, Use.QUESTION, Use.ANSWER)) {
                BOOK.phrases(relation, use).forEach(phrase -> known.addAll(words(phrase)));
            }
            BOOK.phrases(relation, Use.HELD_OUT_QUESTION).forEach(phrase -> asked.addAll(words(phrase)));
        }

        assertThat(known).containsAll(asked);
    }

    @Test
    void splitsAPhraseAroundItsValue() {
        var phrase = new Phrase("{s} was born in {o}.");

        assertThat(phrase.beforeValue(SOMEBODY)).isEqualTo("Mara Velden was born in");
        assertThat(phrase.afterValue(SOMEBODY)).isEqualTo(".");
        assertThat(phrase.saying(SOMEBODY, "Ostrel")).isEqualTo("Mara Velden was born in Ostrel.");
    }

    @Test
    void refusesAPhraseWithoutASubject() {
        assertThatThrownBy(() -> new Phrase("It rains."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("It rains.");
    }

    private static List<String> words(Phrase phrase) {
        return List.of(phrase.pattern().replaceAll("[{}?.,]", " ").trim().split("\\s+"));
    }
}
