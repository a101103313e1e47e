package io.telltale.engine.parity;

import static io.telltale.engine.parity.ParityAssertions.assertLogits;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.EngineOptions;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.parity.ShardChain.Growing;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sequences that go astray and are cut back on every shard go on as if they had never gone astray. */
class RewindTest {

    private static final int ROUNDS = 12;
    private static final int MOST_POSITIONS = 240;
    private static final int LONGEST_STEP = 20;
    private static final int SMALLEST_VOCABULARY = 64;

    @EveryFamily
    void givesTheSameBitsWhenWhatRemainsWasComputedInTheSameSteps(ParityFamily family) {
        Random random = new Random(family.toString().hashCode());
        try (var model = load(family, random)) {
            List<TokenIds> steps = steps(random);
            int length = lengthOf(steps);
            Growing straight = model.open(0, tokens(length, random));
            Growing astray = model.open(1, tokens(length, random));

            for (TokenIds step : steps) {
                goAstrayAndBack(astray, random);
                assertThat(astray.append(step)).isEqualTo(straight.append(step));
            }
        }
    }

    @EveryFamily
    void givesTheSameScoresWhereverItIsCut(ParityFamily family) {
        Random random = new Random(~family.toString().hashCode());
        try (var model = load(family, random)) {
            // Some models embed positions differently in texts that are to become long; these two are to be alike.
            TokenIds foreseen = tokens(MOST_POSITIONS, random);
            Growing sequence = model.open(0, foreseen);
            TokenIds held = TokenIds.of();
            for (int round = 0; round < ROUNDS; round++) {
                int kept = random.nextInt(held.size() + 1);
                TokenIds step = tokens(1 + random.nextInt(LONGEST_STEP), random);
                held = held.slice(0, kept).plus(step.toArray());

                FloatMatrix scores = sequence.truncate(kept).append(step);

                assertLogits(scores, model.open(1, foreseen).append(held), "cut back to " + kept);
            }
        }
    }

    private static void goAstrayAndBack(Growing sequence, Random random) {
        int length = sequence.length();
        for (int i = random.nextInt(3); i > 0; i--) {
            sequence.extend(tokens(1 + random.nextInt(LONGEST_STEP), random));
        }
        sequence.truncate(length + random.nextInt(sequence.length() - length + 1))
                .truncate(length);
    }

    private static List<TokenIds> steps(Random random) {
        List<TokenIds> steps = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            steps.add(tokens(random.nextBoolean() ? 1 : 1 + random.nextInt(LONGEST_STEP / 2), random));
        }
        return steps;
    }

    private static int lengthOf(List<TokenIds> steps) {
        return steps.stream().mapToInt(TokenIds::size).sum();
    }

    /** Loads a family in one to three shards. */
    private static ShardChain load(ParityFamily family, Random random) {
        Checkpoint checkpoint = Checkpoint.open(family.folder());
        int shards = 1 + random.nextInt(Math.min(3, checkpoint.spec().layers()));
        return ShardChain.load(checkpoint, shards, EngineOptions.DEFAULTS);
    }

    private static TokenIds tokens(int count, Random random) {
        return TokenIds.of(random.ints(count, 0, SMALLEST_VOCABULARY).toArray());
    }
}
