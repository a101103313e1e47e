package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixCacheTest {

    private static final int PLENTY = 1000;
    private static final int HELD = 50;

    private final PrefixCache cache = new PrefixCache(1);

    @Test
    void findsTheSequenceWithTheLongestCommonBeginning() {
        cache.park(sequence(0), plain(tokens(20, 0)), PLENTY);
        cache.show(sequence(1), plain(tokens(30, 0)));

        assertThat(cache.longest(plain(tokens(40, 0)), PLENTY)).contains(new PrefixCache.Match(sequence(1), 30));
        assertThat(cache.longest(plain(tokens(40, 0)), 25)).contains(new PrefixCache.Match(sequence(1), 25));
    }

    @Test
    void findsNothingThatIsTooShortToBeWorthACopy() {
        cache.park(sequence(0), plain(tokens(40, 0)), PLENTY);

        assertThat(cache.longest(plain(tokens(40, 0)), PrefixCache.LEAST_POSITIONS - 1))
                .isEmpty();
        assertThat(cache.longest(plain(tokens(40, 7)), PLENTY)).isEmpty();
    }

    @Test
    void keepsApartWhatWasSteeredDifferently() {
        List<String> steering = new java.util.ArrayList<>(Collections.nCopies(25, ""));
        steering.addAll(Collections.nCopies(15, "beef"));
        cache.park(sequence(0), new SteeredTokens(tokens(40, 0), steering), PLENTY);

        assertThat(cache.longest(plain(tokens(40, 0)), PLENTY)).contains(new PrefixCache.Match(sequence(0), 25));
        assertThat(cache.longest(new SteeredTokens(tokens(40, 0), steering), PLENTY))
                .contains(new PrefixCache.Match(sequence(0), 40));
    }

    @Test
    void keepsApartWhosePositionsAreEmbeddedDifferently() {
        cache.park(sequence(0), plain(tokens(40, 0)).under(1), PLENTY);

        assertThat(cache.longest(plain(tokens(40, 0)), PLENTY)).isEmpty();
        assertThat(cache.longest(plain(tokens(40, 0)).under(1), PLENTY)).isPresent();
    }

    @Test
    void reusesWholeUnitsAlone() {
        PrefixCache chunked = new PrefixCache(32);
        chunked.park(sequence(0), plain(tokens(100, 0)), PLENTY);

        assertThat(chunked.longest(plain(tokens(100, 0)), 99)).contains(new PrefixCache.Match(sequence(0), 96));
        assertThat(chunked.longest(plain(tokens(31, 0)), 31)).isEmpty();
    }

    @Test
    void letsTheLeastRecentlyUsedGoFirst() {
        cache.park(sequence(0), plain(tokens(40, 0)), 100);
        cache.park(sequence(1), plain(tokens(40, 1)), 100);
        cache.longest(plain(tokens(40, 0)), PLENTY);

        List<SequenceId> gone = cache.park(sequence(2), plain(tokens(40, 2)), 100);

        assertThat(gone).containsExactly(sequence(1));
        assertThat(cache.shrink(40)).containsExactly(sequence(0));
        assertThat(cache.parkedPositions()).isEqualTo(40);
    }

    @Test
    void keepsNoSequenceThatAnotherHolds() {
        cache.park(sequence(0), plain(tokens(40, 0)), PLENTY);

        assertThat(cache.park(sequence(1), plain(tokens(30, 0)), PLENTY)).containsExactly(sequence(1));
        assertThat(cache.park(sequence(2), plain(tokens(50, 0)), PLENTY)).containsExactly(sequence(0));
        assertThat(cache.parkedPositions()).isEqualTo(50);
    }

    @Test
    void keepsNothingThatDoesNotFitOrIsOfNoUse() {
        assertThat(cache.park(sequence(0), plain(tokens(40, 0)), 39)).containsExactly(sequence(0));
        assertThat(cache.park(sequence(1), SteeredTokens.NONE, PLENTY)).containsExactly(sequence(1));
        assertThat(cache.parkedPositions()).isZero();
    }

    @Test
    void keepsABoundedNumberOfSequences() {
        int gone = 0;
        for (int i = 0; i < PrefixCache.MOST_PARKED + 10; i++) {
            gone += cache.park(sequence(i), plain(tokens(16, i)), Long.MAX_VALUE)
                    .size();
        }

        assertThat(gone).isEqualTo(10);
    }

    @Test
    void forgetsWhatARunningSequenceNoLongerHolds() {
        cache.show(sequence(0), plain(tokens(40, 0)));
        cache.truncate(sequence(0), 20);

        assertThat(cache.longest(plain(tokens(40, 0)), PLENTY)).contains(new PrefixCache.Match(sequence(0), 20));

        cache.park(sequence(0), SteeredTokens.NONE, PLENTY);

        assertThat(cache.longest(plain(tokens(40, 0)), PLENTY)).isEmpty();
    }

    /** Against a search through everything that is held: what is found is equal, and nothing longer is equal. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsWhatASearchByHandFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < HELD; i++) {
            cache.show(sequence(i), random(random));
        }
        for (int i = 0; i < HELD; i++) {
            SteeredTokens wanted = random(random);
            int most = random.nextInt(40);

            Optional<PrefixCache.Match> found = cache.longest(wanted, most);

            int longest = 0;
            Random again = new Random(seed);
            for (int j = 0; j < HELD; j++) {
                longest = Math.max(longest, common(random(again), wanted));
            }
            int expected = Math.min(most, longest);
            assertThat(found.map(PrefixCache.Match::length).orElse(0))
                    .isEqualTo(expected < PrefixCache.LEAST_POSITIONS ? 0 : expected);
        }
    }

    private static int common(SteeredTokens one, SteeredTokens other) {
        int length = 0;
        while (length < one.length()
                && length < other.length()
                && one.tokens().at(length) == other.tokens().at(length)
                && steering(one, length).equals(steering(other, length))) {
            length++;
        }
        return length;
    }

    private static String steering(SteeredTokens held, int position) {
        return position < held.steering().size() ? held.steering().get(position) : "";
    }

    /** Zeros that seldom change: much in common, now and then steered. */
    private static SteeredTokens random(Random random) {
        int length = 1 + random.nextInt(40);
        int[] ids = IntStream.range(0, length)
                .map(position -> random.nextInt(60) == 0 ? 1 : 0)
                .toArray();
        List<String> steering = IntStream.range(0, random.nextInt(length + 1))
                .mapToObj(position -> random.nextInt(40) == 0 ? "beef" : "")
                .toList();
        return new SteeredTokens(TokenIds.of(ids), steering);
    }

    private static SteeredTokens plain(TokenIds tokens) {
        return new SteeredTokens(tokens, List.of());
    }

    private static TokenIds tokens(int length, int kind) {
        return TokenIds.of(IntStream.range(0, length).map(i -> kind * 1000 + i).toArray());
    }

    private static SequenceId sequence(int index) {
        return new SequenceId(new GenerationId("g" + index), 0);
    }
}
