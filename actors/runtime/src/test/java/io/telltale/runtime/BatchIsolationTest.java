package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.engine.Batching;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.sampling.TokenLogit;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.runtime.BatchSettings.PrefixReuse;
import io.telltale.runtime.ScriptedSequence.Course;
import io.telltale.runtime.ScriptedSequence.Script;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sequence in any mix gives what it gives alone, whatever is captured from its neighbours and done to them. */
@Timeout(120)
class BatchIsolationTest {

    private static final int CHUNK = 16;
    private static final long CACHE_BYTES = 1 << 20;
    /** Sums in another order: float32 keeps 24 bits, and three layers lose few of them. */
    private static final double TOLERANCE = 1e-4;

    private static final List<HookSite> SITES = List.of(
            HookSite.parse("hook_embed"),
            HookSite.parse("blocks.0.hook_resid_post"),
            HookSite.parse("blocks.1.hook_resid_mid"),
            HookSite.parse("blocks.1.hook_attn_out"),
            HookSite.parse("blocks.2.hook_resid_post"));
    private static final TokenIds COMMON = TokenIds.of(IntStream.range(0, 50)
            .map(i -> (7 * i + 3) % TinyCheckpoint.VOCABULARY)
            .toArray());

    @TempDir
    Path folder;

    private Checkpoint checkpoint;

    @BeforeEach
    void open() throws IOException {
        checkpoint = TinyCheckpoint.in(folder);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3", "6, 3"})
    void givesTheSameBitsAsAloneWhenComputedOneByOne(long seed, int shards) {
        EngineOptions engine = EngineOptions.DEFAULTS.withBatching(Batching.ONE_BY_ONE);
        List<Script> scripts = mix(new Random(seed));

        List<Course> alone = eachAlone(engine, shards, scripts);
        List<Course> together = allTogether(engine, shards, seed, scripts);

        for (int i = 0; i < scripts.size(); i++) {
            assertThat(together.get(i).error()).isEmpty();
            assertEqual(scripts.get(i), together.get(i), alone.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"11, 1", "12, 1", "13, 1", "14, 2", "15, 2", "16, 3"})
    void givesTheSameUpToRoundingWhenComputedTogether(long seed, int shards) {
        EngineOptions engine = EngineOptions.DEFAULTS;
        List<Script> scripts = mix(new Random(seed));

        List<Course> alone = eachAlone(engine, shards, scripts);
        List<Course> together = allTogether(engine, shards, seed, scripts);

        for (int i = 0; i < scripts.size(); i++) {
            assertThat(together.get(i).error()).isEmpty();
            assertClose(scripts.get(i), together.get(i), alone.get(i));
        }
    }

    private List<Course> eachAlone(EngineOptions engine, int shards, List<Script> scripts) {
        BatchSettings settings = new BatchSettings(512, CHUNK, CACHE_BYTES, 0, PrefixReuse.OFF);
        try (BatchPipeline pipeline =
                new BatchPipeline(checkpoint, new BatchPipeline.Layout(shards, engine, settings, 1))) {
            return scripts.stream()
                    .map(script -> pipeline.run(List.of(script)).getFirst())
                    .toList();
        }
    }

    /** In two waves, so that the second finds what the first has left to reuse. */
    private List<Course> allTogether(EngineOptions engine, int shards, long seed, List<Script> scripts) {
        Random random = new Random(seed);
        int budget = CHUNK + 1 + random.nextInt(100);
        BatchSettings settings = new BatchSettings(budget, CHUNK, CACHE_BYTES, 0, PrefixReuse.ON);
        BatchPipeline.Layout layout = new BatchPipeline.Layout(shards, engine, settings, 2 + random.nextInt(12));
        try (BatchPipeline pipeline = new BatchPipeline(checkpoint, layout)) {
            List<Course> courses = new ArrayList<>();
            courses.addAll(pipeline.run(scripts.subList(0, scripts.size() / 2)));
            courses.addAll(pipeline.run(scripts.subList(scripts.size() / 2, scripts.size())));
            BatchStatus idle = pipeline.idle();
            assertThat(idle.reservedBytes()).isZero();
            assertThat(idle.reusedPositions())
                    .isEqualTo(courses.stream().mapToInt(Course::reused).sum());
            assertThat(idle.reusedPositions()).isPositive();
            return courses;
        }
    }

    private static List<Script> mix(Random random) {
        int half = 4 + random.nextInt(9);
        List<Script> scripts = new ArrayList<>();
        for (int wave = 0; wave < 2; wave++) {
            // One of each wave has something in common with the other for certain.
            scripts.add(Script.plain(COMMON.plus(tokens(5, random).toArray()), 10));
            IntStream.range(1, half).forEach(i -> scripts.add(script(random)));
        }
        return scripts;
    }

    private static Script script(Random random) {
        TokenIds own = tokens(1 + random.nextInt(60), random);
        TokenIds prompt = random.nextBoolean() ? COMMON.plus(own.toArray()) : own;
        SamplingParameters sampling =
                random.nextBoolean() ? SamplingParameters.GREEDY : new SamplingParameters(0.9, 0.95, random.nextLong());
        return new Script(
                prompt,
                sampling,
                1 + random.nextInt(30),
                capture(random, prompt.size()),
                interventions(random),
                random.nextInt(4) == 0 ? 1 + random.nextInt(8) : Script.NEVER,
                0,
                0);
    }

    private static ShardCapture capture(Random random, int promptLength) {
        Map<HookSite, TokenSpan> sites = new HashMap<>();
        for (HookSite site : SITES) {
            switch (random.nextInt(4)) {
                case 0 -> sites.put(site, ShardCapture.EVERY_POSITION);
                case 1 -> sites.put(site, new TokenSpan(promptLength - 1, Integer.MAX_VALUE));
                case 2 -> sites.put(site, new TokenSpan(random.nextInt(40), 60));
                default -> {}
            }
        }
        return random.nextBoolean() ? ShardCapture.NONE : new ShardCapture(sites);
    }

    private static List<ScheduledIntervention> interventions(Random random) {
        List<ScheduledIntervention> some = new ArrayList<>();
        for (int i = random.nextInt(6) - 2; i > 0; i--) {
            int from = random.nextInt(100);
            InterventionWindow window = new InterventionWindow(from, from + 1 + random.nextInt(60));
            HookSite site = SITES.get(random.nextInt(SITES.size()));
            float[] vector = new float[TinyCheckpoint.WIDTH];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = (float) random.nextGaussian();
            }
            Direction direction = Direction.of(vector);
            some.add(new ScheduledIntervention(
                    random.nextBoolean() ? new Addition(site, direction, 3) : new Ablation(site, direction), window));
        }
        return some;
    }

    private static TokenIds tokens(int count, Random random) {
        return TokenIds.of(random.ints(count, 0, TinyCheckpoint.VOCABULARY).toArray());
    }

    /** One that leaves early may have come to another point; what both have come to is equal. */
    private static void assertEqual(Script script, Course together, Course alone) {
        if (script.cancelAfter() == Script.NEVER) {
            assertThat(together.tokens()).isEqualTo(alone.tokens());
            assertThat(together.activations()).isEqualTo(alone.activations());
        }
        int steps = Math.min(together.logits().size(), alone.logits().size());
        assertThat(together.logits().subList(0, steps)).isEqualTo(alone.logits().subList(0, steps));
        alone.activations().forEach((site, rows) -> {
            TreeMap<Integer, List<Float>> others = together.activations().getOrDefault(site, new TreeMap<>());
            rows.keySet().stream()
                    .filter(others::containsKey)
                    .forEach(position -> assertThat(others.get(position)).isEqualTo(rows.get(position)));
        });
    }

    private static void assertClose(Script script, Course together, Course alone) {
        int steps = agreedSteps(script, together, alone);
        for (int step = 0; step < steps; step++) {
            assertClose(together.logits().get(step), alone.logits().get(step));
        }
        int positions = script.prompt().size() + steps - 1;
        alone.activations().forEach((site, rows) -> {
            TreeMap<Integer, List<Float>> others = together.activations().getOrDefault(site, new TreeMap<>());
            boolean whole = script.cancelAfter() == Script.NEVER;
            rows.headMap(positions).forEach((position, row) -> {
                if (whole || others.containsKey(position)) {
                    assertClose(Objects.requireNonNull(others.get(position)), row);
                }
            });
        });
    }

    /** Returns how many steps had the same tokens before them; where they part, the choice must have been a close one. */
    private static int agreedSteps(Script script, Course together, Course alone) {
        int steps = Math.min(together.logits().size(), alone.logits().size());
        for (int step = 0; step < steps; step++) {
            int position = script.prompt().size() + step;
            if (together.tokens().at(position) != alone.tokens().at(position)) {
                List<TokenLogit> best = alone.logits().get(step).top(2);
                if (script.sampling().isGreedy()) {
                    assertThat(best.get(0).logit() - best.get(1).logit()).isLessThan((float) TOLERANCE);
                }
                return step + 1;
            }
        }
        assertThat(script.cancelAfter() < Script.NEVER
                        || steps == alone.logits().size())
                .isTrue();
        return steps;
    }

    private static void assertClose(Logits one, Logits other) {
        for (int id = 0; id < other.size(); id++) {
            assertThat((double) one.at(id))
                    .isCloseTo(other.at(id), within(TOLERANCE * Math.max(1, Math.abs(other.at(id)))));
        }
    }

    private static void assertClose(List<Float> one, List<Float> other) {
        double scale = Math.max(1, other.stream().mapToDouble(Math::abs).max().orElse(1));
        for (int i = 0; i < other.size(); i++) {
            assertThat((double) one.get(i)).isCloseTo(other.get(i), within(TOLERANCE * scale));
        }
    }
}
