package io.telltale.engine.shard;

import io.telltale.spi.SequenceId;
import java.util.List;

/**
 * One step of one sequence: a prompt, a part of it, or a single token.
 *
 * @param position of the first row of {@code input}; the number of positions that the sequence already holds
 * @param capture what to read; sites of other shards are passed over
 * @param interventions what to change, applied at each site in the order of this list
 * @param wanted what the shard that owns the last layer computes from the last position
 */
public record ShardStep(
        SequenceId sequence,
        int position,
        ShardInput input,
        ShardCapture capture,
        List<ScheduledIntervention> interventions,
        Wanted wanted) {

    /** What a step is run for. */
    public enum Wanted {
        /** The scores of the next token. */
        LOGITS,
        /** Keys, values and captured activations alone: a part of a prompt that more of it follows. */
        STATES
    }

    public ShardStep {
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative: " + position);
        }
        if (input.positions() < 1) {
            throw new IllegalArgumentException(
                    "a step needs at least one position; the input of " + sequence + " is empty");
        }
        interventions = List.copyOf(interventions);
    }

    /** Makes a step that wants logits. */
    public ShardStep(
            SequenceId sequence,
            int position,
            ShardInput input,
            ShardCapture capture,
            List<ScheduledIntervention> interventions) {
        this(sequence, position, input, capture, interventions, Wanted.LOGITS);
    }

    /** Returns a step that reads and changes nothing. */
    public static ShardStep plain(SequenceId sequence, int position, ShardInput input) {
        return new ShardStep(sequence, position, input, ShardCapture.NONE, List.of());
    }

    /** Returns the position after the step's last. */
    public int until() {
        return position + input.positions();
    }

    /** Returns the same step with another input: what the next shard runs. */
    public ShardStep withInput(ShardInput next) {
        return new ShardStep(sequence, position, next, capture, interventions, wanted);
    }
}
