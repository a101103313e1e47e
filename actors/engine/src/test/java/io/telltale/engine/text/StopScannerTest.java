package io.telltale.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopScannerTest {

    @Test
    void keepsBackWhatMayBeginAStopString() {
        var scanner = new StopScanner(List.of("END"));

        assertThat(scanner.push("one E")).isEqualTo("one ");
        assertThat(scanner.push("N")).isEmpty();
        assertThat(scanner.push("T two")).isEqualTo("ENT two");
        assertThat(scanner.found()).isFalse();
    }

    @Test
    void cutsTheTextBeforeAStopStringThatCameInPieces() {
        var scanner = new StopScanner(List.of("END", "\n\n"));

        String text = scanner.push("one E") + scanner.push("ND two") + scanner.push("three") + scanner.finish();

        assertThat(text).isEqualTo("one ");
        assertThat(scanner.found()).isTrue();
    }

    @Test
    void takesTheFirstOfSeveralStopStrings() {
        var scanner = new StopScanner(List.of("cd", "b"));

        assertThat(scanner.push("abcd")).isEqualTo("a");
    }

    @Test
    void findsAStopStringThatBeginsInsideItsOwnBeginning() {
        var scanner = new StopScanner(List.of("aab"));

        assertThat(scanner.push("aa") + scanner.push("ab")).isEqualTo("a");
        assertThat(scanner.found()).isTrue();
    }

    @Test
    void givesWhatItKeptBackAtTheEnd() {
        var scanner = new StopScanner(List.of("END"));

        assertThat(scanner.push("the EN") + scanner.finish()).isEqualTo("the EN");
    }

    @Test
    void refusesAnEmptyStopString() {
        assertThatThrownBy(() -> new StopScanner(List.of("a", ""))).hasMessage("a stop string must not be empty");
    }
}
