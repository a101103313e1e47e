package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.runtime.CapturedRows.Event;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapturedRowsTest {

    private static final HookSite SITE = TestPlugins.READ;
    private static final HookSite OTHER = TestPlugins.STEERED;

    @Test
    void joinsThePartsOfAStepToOneEvent() {
        CapturedRows rows = new CapturedRows(List.of(new TokenSpan(0, 5)));

        List<Event> early = rows.add(new TokenSpan(0, 3), Map.of(SITE, values(0, 3)));
        List<Event> late = rows.add(new TokenSpan(3, 5), Map.of(SITE, values(3, 5), OTHER, values(4, 5)));

        assertThat(early).isEmpty();
        assertThat(late)
                .containsExactly(new Event(
                        new TokenSpan(0, 5),
                        Map.of(
                                SITE, new SiteActivations(new TokenSpan(0, 5), values(0, 5)),
                                OTHER, new SiteActivations(new TokenSpan(4, 5), values(4, 5)))));
    }

    @Test
    void makesAnEventOfAStepThatCapturedNothing() {
        CapturedRows rows = new CapturedRows(List.of(new TokenSpan(0, 5)));

        assertThat(rows.add(new TokenSpan(0, 5), Map.of())).containsExactly(new Event(new TokenSpan(0, 5), Map.of()));
    }

    /** However a step is cut into parts and into events: every position comes once, in order, with its own values. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void giveEveryPositionItsOwnValuesHoweverItIsCut(long seed) {
        Random random = new Random(seed);
        int length = 1 + random.nextInt(50);
        int firstOfOther = random.nextInt(length);
        List<TokenSpan> events = cut(length, random);
        CapturedRows rows = new CapturedRows(events);
        List<Event> complete = new ArrayList<>();

        for (TokenSpan part : cut(length, random)) {
            int from = Math.max(part.from(), firstOfOther);
            Map<HookSite, FloatMatrix> captured = from < part.until()
                    ? Map.of(SITE, values(part.from(), part.until()), OTHER, values(from, part.until()))
                    : Map.of(SITE, values(part.from(), part.until()));
            complete.addAll(rows.add(part, captured));
        }

        assertThat(complete).extracting(Event::positions).containsExactlyElementsOf(events);
        assertThat(complete).allSatisfy(event -> {
            TokenSpan span = event.positions();
            assertThat(event.sites().get(SITE)).isEqualTo(new SiteActivations(span, values(span.from(), span.until())));
            int from = Math.max(span.from(), firstOfOther);
            if (from < span.until()) {
                assertThat(event.sites().get(OTHER))
                        .isEqualTo(new SiteActivations(new TokenSpan(from, span.until()), values(from, span.until())));
            } else {
                assertThat(event.sites()).doesNotContainKey(OTHER);
            }
        });
    }

    private static List<TokenSpan> cut(int length, Random random) {
        List<TokenSpan> spans = new ArrayList<>();
        for (int from = 0; from < length; from = spans.getLast().until()) {
            spans.add(new TokenSpan(from, Math.min(length, from + 1 + random.nextInt(12))));
        }
        return spans;
    }

    /** Two numbers a position that name it. */
    private static FloatMatrix values(int from, int until) {
        float[] values = new float[2 * (until - from)];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * from + i;
        }
        return FloatMatrix.owning(until - from, 2, values);
    }
}
