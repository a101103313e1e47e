package io.telltale.benchmarks.contender;

import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardInput.Residual;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardOutput;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.engine.shard.ShardOutput.ResidualOutput;
import io.telltale.engine.shard.ShardOutput.StatesOutput;
import io.telltale.engine.shard.ShardStep;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Sequences that are decoded greedily together, a token of each in a step. */
public final class BatchDecoder implements AutoCloseable {

    private static final double STRENGTH = 0.1;

    private final List<Shard> shards;
    private final ShardCapture everyLayer;
    private final List<ScheduledIntervention> addition;
    private final List<SequenceId> sequences = new ArrayList<>();
    private List<Integer> next = List.of();
    private int position;

    private BatchDecoder(List<Shard> shards, ShardCapture everyLayer, ScheduledIntervention addition) {
        this.shards = shards;
        this.everyLayer = everyLayer;
        this.addition = List.of(addition);
    }

    /** Loads a checkpoint. */
    public static BatchDecoder load(Checkpoint checkpoint, ShardPlan plan, EngineOptions options) {
        int layers = checkpoint.spec().layers();
        float[] ones = new float[checkpoint.spec().width()];
        Arrays.fill(ones, 1);
        Addition addition = new Addition(new HookSite(layers / 2, HookPoint.RESID_POST), Direction.of(ones), STRENGTH);
        List<HookSite> sites = IntStream.range(0, layers)
                .mapToObj(layer -> new HookSite(layer, HookPoint.RESID_POST))
                .toList();
        return new BatchDecoder(
                Shard.loadAll(checkpoint, plan, options),
                ShardCapture.of(sites, ShardCapture.EVERY_POSITION),
                new ScheduledIntervention(addition, new InterventionWindow(0, InterventionWindow.END_OF_SEQUENCE)));
    }

    /** Forgets every sequence, runs prompts of one length and returns the most probable token after each. */
    public List<Integer> open(List<TokenIds> prompts) {
        sequences.forEach(sequence -> shards.forEach(shard -> shard.release(sequence)));
        sequences.clear();
        for (int i = 0; i < prompts.size(); i++) {
            SequenceId sequence = new SequenceId(new GenerationId("benchmark"), i);
            shards.forEach(shard -> shard.open(sequence));
            sequences.add(sequence);
        }
        position = 0;
        return run(prompts, Work.Hook.NONE);
    }

    /** Decodes one token of every sequence. */
    public List<Integer> step(Work.Hook hook) {
        return run(next.stream().map(id -> TokenIds.of(id)).toList(), hook);
    }

    /** Decodes the tokens that the caller chooses and returns the most probable ones after them. */
    public List<Integer> step(List<Integer> tokens) {
        return run(tokens.stream().map(id -> TokenIds.of(id)).toList(), Work.Hook.NONE);
    }

    private List<Integer> run(List<TokenIds> tokens, Work.Hook hook) {
        List<ShardInput> inputs = tokens.stream().<ShardInput>map(Tokens::new).toList();
        for (Shard shard : shards) {
            List<ShardOutput> outputs = shard.run(steps(inputs, hook));
            if (outputs.getFirst() instanceof LogitsOutput) {
                next = outputs.stream().map(BatchDecoder::best).toList();
            } else {
                inputs = outputs.stream().map(BatchDecoder::onward).toList();
            }
        }
        position += tokens.getFirst().size();
        return next;
    }

    private List<ShardStep> steps(List<ShardInput> inputs, Work.Hook hook) {
        ShardCapture capture = hook == Work.Hook.CAPTURE ? everyLayer : ShardCapture.NONE;
        List<ScheduledIntervention> changes = hook == Work.Hook.ADDITION ? addition : List.of();
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> new ShardStep(sequences.get(i), position, inputs.get(i), capture, changes))
                .toList();
    }

    private static int best(ShardOutput output) {
        return switch (output) {
            case LogitsOutput logits -> logits.logits().best();
            case ResidualOutput residual -> throw new IllegalStateException("the last shard gives logits");
            case StatesOutput states -> throw new IllegalStateException("every step here wants logits");
        };
    }

    private static ShardInput onward(ShardOutput output) {
        return switch (output) {
            case ResidualOutput residual -> new Residual(residual.values());
            case LogitsOutput logits -> throw new IllegalStateException("only the last shard gives logits");
            case StatesOutput states -> throw new IllegalStateException("every step here wants logits");
        };
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
    }
}
