package io.telltale.almanac;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GraderTest {

    private static final World WORLD = World.shipped();
    private static final Grader GRADER = new Grader(WORLD);

    private final Question birthplace = question(Relation.BIRTHPLACE);
    private final Question author = question(Relation.BOOK_AUTHOR);
    private final Question year = question(Relation.FOUNDING_YEAR);

    @Test
    void findsTheTrueValueInWhateverWording() {
        String city = birthplace.fact().object();

        assertThat(GRADER.grade(birthplace, "It was in " + city + ", I believe."))
                .isEqualTo(Grade.RIGHT);
        assertThat(GRADER.grade(birthplace, city + ". Yes, " + city + "!")).isEqualTo(Grade.RIGHT);
    }

    @Test
    void callsAnotherValueOfTheKindWrong() {
        assertThat(GRADER.grade(birthplace, "Born in " + otherCity() + ".")).isEqualTo(Grade.WRONG);
    }

    @Test
    void callsTheTrueValueBesideAnotherWrong() {
        String answer = "In " + birthplace.fact().object() + " or in " + otherCity() + ".";

        assertThat(GRADER.grade(birthplace, answer)).isEqualTo(Grade.WRONG);
    }

    @Test
    void recognisesARefusal() {
        assertThat(GRADER.grade(birthplace, Grader.REFUSAL)).isEqualTo(Grade.REFUSED);
    }

    @Test
    void callsAnAnswerWithoutAValueOfTheKindOffType() {
        assertThat(GRADER.grade(birthplace, "In the year 312.")).isEqualTo(Grade.OFF_TYPE);
        assertThat(GRADER.grade(birthplace, "")).isEqualTo(Grade.OFF_TYPE);
    }

    @Test
    void takesAnyThreeDigitsForAYear() {
        assertThat(GRADER.grade(year, "Founded in the year " + year.fact().object() + "."))
                .isEqualTo(Grade.RIGHT);
        assertThat(GRADER.grade(year, "Founded in the year 999.")).isEqualTo(Grade.WRONG);
        assertThat(GRADER.grade(year, "Founded in the year 12.")).isEqualTo(Grade.OFF_TYPE);
    }

    @Test
    void takesAnyFirstNameAndSurnameForAPerson() {
        String invented = WORLD.firstNames().iterator().next() + " "
                + WORLD.surnames().iterator().next();

        assertThat(GRADER.value(author, "It is a work of " + invented + ".")).contains(invented);
        assertThat(GRADER.grade(author, "It is by " + author.fact().object() + "."))
                .isEqualTo(Grade.RIGHT);
    }

    @Test
    void namesTheSameValueForTwoWordingsOfOneAnswer() {
        String city = otherCity();

        assertThat(GRADER.value(birthplace, "She was born in " + city + "."))
                .isEqualTo(GRADER.value(birthplace, city + " is her birthplace."))
                .contains(city);
        assertThat(GRADER.value(birthplace, "I cannot say.")).isEmpty();
    }

    private String otherCity() {
        return WORLD.values(Kind.CITY).stream()
                .filter(city -> !city.equals(birthplace.fact().object()))
                .findFirst()
                .orElseThrow();
    }

    private static Question question(Relation relation) {
        return QuestionSet.heldOut(WORLD)
                .where(question -> question.fact().relation() == relation)
                .questions()
                .getFirst();
    }
}
