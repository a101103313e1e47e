package io.telltale.engine.decoder;

import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardInput.Residual;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.engine.shard.ShardOutput.ResidualOutput;
import io.telltale.engine.shard.ShardOutput.StatesOutput;
import io.telltale.engine.shard.ShardStep;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole model on the calling thread, one sequence at a time.
 *
 * <p>For one thread at a time, which need not be the same one always.
 */
public final class DecoderModel implements AutoCloseable {

    static final SequenceId SEQUENCE = new SequenceId(new GenerationId("decoder"), 0);

    private final Checkpoint checkpoint;
    private final List<Shard> shards;

    DecoderModel(Checkpoint checkpoint, List<Shard> shards) {
        this.checkpoint = checkpoint;
        this.shards = shards;
    }

    /**
     * Loads every shard of a plan.
     *
     * @throws IllegalArgumentException unless the plan covers the model's layers
     * @throws io.telltale.engine.EngineException if a shard cannot be loaded
     */
    public static DecoderModel open(Checkpoint checkpoint, ShardPlan plan, EngineOptions options) {
        return new DecoderModel(checkpoint, Shard.loadAll(checkpoint, plan, options));
    }

    /** Loads a model in one shard, with the defaults. */
    public static DecoderModel open(Checkpoint checkpoint) {
        return open(checkpoint, ShardPlan.single(checkpoint.spec().layers()), EngineOptions.DEFAULTS);
    }

    /** Returns the checkpoint. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Generates text.
     *
     * @throws IllegalArgumentException if a token is outside the vocabulary, the model lacks a site, or stop strings are
     *     asked for without a tokenizer
     * @throws io.telltale.engine.EngineException with {@code CONTEXT_FULL} if the prompt alone is too long
     */
    public Generation generate(GenerationRequest request, TokenListener listener) {
        try {
            openSequence(
                    (long) request.prompt().size() + request.stopConditions().maxNewTokens() - 1);
            return new GenerationRun(this, request, listener).run();
        } finally {
            releaseSequence();
        }
    }

    /** Returns the scores of the token after a prompt. */
    public Logits nextLogits(TokenIds prompt) {
        return forward(prompt, ShardCapture.NONE, List.of()).logits();
    }

    /**
     * Returns the activations of a whole prompt.
     *
     * @return {@code [positions, width]} for every site
     * @throws IllegalArgumentException if the prompt is empty or the model lacks a site
     */
    public Map<HookSite, FloatMatrix> activations(TokenIds prompt, Set<HookSite> sites) {
        return forward(prompt, ShardCapture.of(sites, ShardCapture.EVERY_POSITION), List.of())
                .captured();
    }

    /** Runs a whole prompt once, reading and changing what is asked for. */
    public LogitsOutput forward(TokenIds prompt, ShardCapture capture, List<ScheduledIntervention> interventions) {
        try {
            openSequence(prompt.size());
            return step(new ShardStep(SEQUENCE, 0, new Tokens(prompt), capture, interventions));
        } finally {
            releaseSequence();
        }
    }

    LogitsOutput step(int position, TokenIds tokens, List<ScheduledIntervention> interventions) {
        return step(new ShardStep(SEQUENCE, position, new Tokens(tokens), ShardCapture.NONE, interventions));
    }

    private LogitsOutput step(ShardStep step) {
        Map<HookSite, FloatMatrix> captured = new HashMap<>();
        ShardInput input = step.input();
        for (Shard shard : shards) {
            switch (shard.run(step.withInput(input))) {
                case ResidualOutput output -> {
                    captured.putAll(output.captured());
                    input = new Residual(output.values());
                }
                case StatesOutput states -> throw new IllegalStateException("every step here wants logits");
                case LogitsOutput output -> {
                    captured.putAll(output.captured());
                    return new LogitsOutput(output.logits(), captured);
                }
            }
        }
        throw new IllegalStateException("no shard owns the last layer");
    }

    int contextLimit() {
        return shards.getFirst().contextLimit();
    }

    private void openSequence(long positions) {
        int expected = (int) Math.min(contextLimit(), positions);
        shards.forEach(shard -> shard.open(SEQUENCE, expected));
    }

    private void releaseSequence() {
        shards.forEach(shard -> shard.release(SEQUENCE));
    }

    /** Gives all memory back; the model is of no use afterwards. */
    @Override
    public void close() {
        shards.forEach(Shard::close);
    }
}
