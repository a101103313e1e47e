package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    @Test
    void releasesEverythingAtOnceWithoutStops() {
        var text = new AnswerText(List.of());

        String shown = text.push("born in") + text.push(" Ostrel");

        assertThat(shown).isEqualTo("born in Ostrel");
    }

    @Test
    void endsBeforeAStopTextThatComesInPieces() {
        var text = new AnswerText(List.of("\n\n"));

        String shown = text.push("one\n") + text.push("\ntwo");

        assertThat(shown).isEqualTo("one");
        assertThat(text.stopped()).isTrue();
        assertThat(text).hasToString("one");
    }

    @Test
    void releasesWhatLookedLikeAStopTextAndWasNone() {
        var text = new AnswerText(List.of("STOP"));

        String first = text.push("a ST");
        String second = text.push("ART");

        assertThat(first).isEqualTo("a ");
        assertThat(second).isEqualTo("START");
    }

    @Test
    void releasesTheRestWhenNothingMoreComes() {
        var text = new AnswerText(List.of("STOP"));
        text.push("a STO");

        assertThat(text.finish()).isEqualTo("STO");
    }

    @Test
    void theEarliestOfSeveralStopTextsEnds() {
        var text = new AnswerText(List.of("c", "b"));

        assertThat(text.push("abc")).isEqualTo("a");
    }
}
