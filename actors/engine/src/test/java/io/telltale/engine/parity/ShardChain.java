package io.telltale.engine.parity;

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
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shards of a model in a row, through which steps run from tokens to scores. */
final class ShardChain implements AutoCloseable {

    private final List<Shard> shards;

    private ShardChain(List<Shard> shards) {
        this.shards = shards;
    }

    /** Loads a checkpoint in one shard, in float32. */
    static ShardChain whole(Checkpoint checkpoint) {
        return load(checkpoint, 1, EngineOptions.DEFAULTS);
    }

    static ShardChain load(Checkpoint checkpoint, int shards, EngineOptions options) {
        ShardPlan plan = ShardPlan.even(checkpoint.spec().layers(), shards);
        return new ShardChain(Shard.loadAll(checkpoint, plan, options));
    }

    static SequenceId sequence(int index) {
        return new SequenceId(new GenerationId("parity"), index);
    }

    /** Opens a sequence anew for a prompt. */
    Growing open(int index, TokenIds prompt) {
        shards.forEach(shard -> {
            shard.release(sequence(index));
            shard.open(sequence(index), prompt.size());
        });
        return new Growing(sequence(index));
    }

    /** Opens a sequence that begins as another does. */
    Growing fork(Growing source, int index, int length) {
        shards.forEach(shard -> shard.fork(source.id, sequence(index), length));
        return new Growing(sequence(index));
    }

    /** Runs a batch of steps through every shard. */
    List<ShardOutput> run(List<ShardStep> steps) {
        List<Map<HookSite, FloatMatrix>> captured = new ArrayList<>();
        steps.forEach(step -> captured.add(new HashMap<>()));
        List<ShardStep> next = new ArrayList<>(steps);
        List<ShardOutput> outputs = List.of();
        for (Shard shard : shards) {
            outputs = next.size() == 1 ? List.of(shard.run(next.getFirst())) : shard.run(next);
            for (int i = 0; i < outputs.size(); i++) {
                captured.get(i).putAll(outputs.get(i).captured());
                if (outputs.get(i) instanceof ResidualOutput output) {
                    next.set(i, next.get(i).withInput(new Residual(output.values())));
                }
            }
        }
        List<ShardOutput> complete = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            complete.add(withCaptured(outputs.get(i), captured.get(i)));
        }
        return complete;
    }

    private static ShardOutput withCaptured(ShardOutput output, Map<HookSite, FloatMatrix> captured) {
        return switch (output) {
            case LogitsOutput logits -> new LogitsOutput(logits.logits(), captured);
            case StatesOutput states -> new StatesOutput(captured);
            case ResidualOutput residual -> throw new IllegalStateException("no shard owns the last layer");
        };
    }

    /** Returns scores as a row {@code [1, V]}. */
    static FloatMatrix scores(ShardOutput output) {
        float[] values = ((LogitsOutput) output).logits().toArray();
        return FloatMatrix.owning(1, values.length, values);
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
    }

    /** A sequence that grows step by step in all shards. */
    final class Growing {

        private final SequenceId id;

        private Growing(SequenceId id) {
            this.id = id;
        }

        /** Returns the step that appends tokens. */
        ShardStep step(TokenIds tokens, ShardCapture capture) {
            int position = shards.getFirst().length(id);
            return new ShardStep(id, position, new Tokens(tokens), capture, List.of());
        }

        /** Returns the step that appends tokens and changes something. */
        ShardStep step(TokenIds tokens, List<ScheduledIntervention> changes) {
            int position = shards.getFirst().length(id);
            return new ShardStep(id, position, new Tokens(tokens), ShardCapture.NONE, changes);
        }

        /** Appends tokens and returns the scores after them, {@code [1, V]}. */
        FloatMatrix append(TokenIds tokens) {
            return scores(append(tokens, ShardCapture.NONE));
        }

        /** Appends tokens and reads what is asked for. */
        LogitsOutput append(TokenIds tokens, ShardCapture capture) {
            return append(tokens, capture, List.of());
        }

        /** Appends tokens, reading and changing what is asked for. */
        LogitsOutput append(TokenIds tokens, ShardCapture capture, List<ScheduledIntervention> changes) {
            int position = shards.getFirst().length(id);
            var step = new ShardStep(id, position, new Tokens(tokens), capture, changes);
            return (LogitsOutput) run(List.of(step)).getFirst();
        }

        /** Appends tokens whose scores nobody wants. */
        Growing extend(TokenIds tokens) {
            int position = shards.getFirst().length(id);
            ShardInput input = new Tokens(tokens);
            run(List.of(new ShardStep(id, position, input, ShardCapture.NONE, List.of(), Wanted.STATES)));
            return this;
        }

        /** Returns how many positions it holds. */
        int length() {
            return shards.getFirst().length(id);
        }

        /** Cuts the sequence back. */
        Growing truncate(int length) {
            shards.forEach(shard -> shard.truncate(id, length));
            return this;
        }
    }
}
