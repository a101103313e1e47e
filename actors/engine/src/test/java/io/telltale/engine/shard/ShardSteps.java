package io.telltale.engine.shard;

import io.telltale.engine.EngineOptions;
import io.telltale.engine.Golden;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;

/** Shards of golden models and the steps that tests run on them. */
final class ShardSteps {

    private static final GenerationId GENERATION = new GenerationId("golden");

    private ShardSteps() {}

    static Shard whole(Golden golden) {
        var checkpoint = Checkpoint.open(golden.folder());
        return Shard.load(checkpoint, new LayerRange(0, checkpoint.spec().layers()), EngineOptions.DEFAULTS);
    }

    static SequenceId sequence(int index) {
        return new SequenceId(GENERATION, index);
    }

    /** Opens a sequence and runs a prompt. */
    static Logits prefill(Shard shard, SequenceId sequence, TokenIds prompt) {
        shard.open(sequence);
        return logits(shard.run(ShardStep.plain(sequence, 0, new Tokens(prompt))));
    }

    static Logits decode(Shard shard, SequenceId sequence, int token) {
        var input = new Tokens(TokenIds.of(token));
        return logits(shard.run(ShardStep.plain(sequence, shard.length(sequence), input)));
    }

    static Logits logits(ShardOutput output) {
        return ((LogitsOutput) output).logits();
    }
}
