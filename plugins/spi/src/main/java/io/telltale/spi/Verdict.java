package io.telltale.spi;

import java.util.List;

/**
 * A plugin's conclusion about some positions of a sequence.
 *
 * @param topic what was judged, in the plugin's own words: {@code truthfulness}, {@code semantic-entropy}
 * @param span positions judged
 * @param risk between 0 (harmless) and 1; comparable between plugins, and what screens colour
 */
public record Verdict(
        String topic, Conclusion conclusion, Score score, double risk, TokenSpan span, List<Evidence> evidence) {

    public Verdict {
        if (!(risk >= 0 && risk <= 1)) {
            throw new IllegalArgumentException("risk must lie between 0 and 1: " + risk);
        }
        evidence = List.copyOf(evidence);
    }
}
