package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.Batching;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.runtime.ScriptedSequence.Course;
import io.telltale.runtime.ScriptedSequence.Script;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sequence that has gone astray and that every shard has cut back goes on as if nothing had happened. */
@Timeout(60)
class RewindTest {

    private static final int NEW_TOKENS = 24;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3"})
    void goesOnAsIfTheForgottenPositionsHadNeverBeen(long seed, int shards) throws IOException {
        Checkpoint checkpoint = TinyCheckpoint.in(folder);
        Random random = new Random(seed);
        TokenIds prompt =
                TokenIds.of(random.ints(20, 0, TinyCheckpoint.VOCABULARY).toArray());
        int rewindAt = 2 + random.nextInt(NEW_TOKENS - 4);
        int rewindBy = 1 + random.nextInt(rewindAt);
        EngineOptions engine = EngineOptions.DEFAULTS.withBatching(Batching.ONE_BY_ONE);
        BatchPipeline.Layout layout = new BatchPipeline.Layout(shards, engine, BatchSettings.DEFAULTS, 4);

        try (BatchPipeline pipeline = new BatchPipeline(checkpoint, layout)) {
            Course straight =
                    pipeline.run(List.of(Script.plain(prompt, NEW_TOKENS))).getFirst();
            Course rewound =
                    pipeline.run(List.of(rewinding(prompt, rewindAt, rewindBy))).getFirst();

            assertThat(rewound.error()).isEmpty();
            assertThat(rewound.tokens()).isEqualTo(straight.tokens());
            assertThat(rewound.logits()).isEqualTo(straight.logits());
        }
    }

    private static Script rewinding(TokenIds prompt, int rewindAt, int rewindBy) {
        return new Script(
                prompt,
                SamplingParameters.GREEDY,
                NEW_TOKENS,
                ShardCapture.NONE,
                List.of(),
                Script.NEVER,
                rewindAt,
                rewindBy);
    }
}
