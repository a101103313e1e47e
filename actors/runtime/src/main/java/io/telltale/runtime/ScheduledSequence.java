package io.telltale.runtime;

import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.runtime.BatchPlanner.Part;
import io.telltale.runtime.BatchScheduler.Enter;
import io.telltale.runtime.BatchScheduler.Submit;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenSpan;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One sequence as the scheduler sees it: its step, and how far that has come. Not safe for threads. */
final class ScheduledSequence {

    private final SequenceInfo info;
    private final int mostPositions;
    private final int rotaryVariant;
    private @Nullable Submit submitted;
    private int cursor;
    private boolean admitted;
    private boolean open;
    private boolean flying;
    private SteeredTokens beginning = SteeredTokens.NONE;

    ScheduledSequence(Enter entered, int rotaryVariant) {
        this.info = entered.sequence();
        this.mostPositions = entered.mostPositions();
        this.rotaryVariant = rotaryVariant;
    }

    SequenceInfo info() {
        return info;
    }

    int mostPositions() {
        return mostPositions;
    }

    int rotaryVariant() {
        return rotaryVariant;
    }

    void admit() {
        admitted = true;
    }

    void submit(Submit next) {
        submitted = next;
        cursor = next.step().positions().from();
        if (cursor == 0) {
            SteeredTokens.Recorder steering = new SteeredTokens.Recorder();
            steering.add(next.step().positions(), next.step().interventions());
            beginning = steering.of(next.tokens()).under(rotaryVariant);
        }
    }

    /** Returns the tokens of its first step: its prompt. */
    SteeredTokens beginning() {
        return beginning;
    }

    /**
     * Returns how many positions of its first step need not be computed if another sequence has them: the last one gives the
     * scores, a captured one its values, and a steered one shows that its intervention was applied.
     */
    int reusable() {
        ShardWorker.Step first = submitted().step();
        IntStream captured = first.capture().sites().values().stream()
                .filter(positions -> positions.length() > 0)
                .mapToInt(TokenSpan::from);
        IntStream steered = first.interventions().stream()
                .mapToInt(scheduled -> scheduled.window().from());
        return IntStream.concat(captured, steered).reduce(first.positions().until() - 1, Math::min);
    }

    /** Returns whether a batch can go on with it. */
    boolean isReady() {
        return admitted && !flying && remaining() > 0;
    }

    int remaining() {
        return submitted == null ? 0 : submitted.step().positions().until() - cursor;
    }

    TokenSpan rest() {
        return new TokenSpan(cursor, submitted().step().positions().until());
    }

    Submit submitted() {
        if (submitted == null) {
            throw new IllegalStateException("sequence " + info.id() + " has no step");
        }
        return submitted;
    }

    boolean isOpen() {
        return open;
    }

    /** Notes that the shards hold its first positions. */
    void open(int held) {
        open = true;
        cursor = held;
    }

    /** Notes that a batch goes on with it; returns what the first shard is to do. */
    ShardWorker.SequenceRun fly(Part part) {
        flying = true;
        TokenSpan positions = part.positions();
        cursor = positions.until();
        Submit whole = submitted();
        int offset = whole.step().positions().from();
        Wanted wanted = remaining() > 0 ? Wanted.STATES : whole.step().wanted();
        return ShardWorker.SequenceRun.ofTokens(
                whole.step().part(positions, wanted),
                whole.tokens().slice(positions.from() - offset, positions.until() - offset));
    }

    void land() {
        flying = false;
    }

    /** Gives the rest of the step up. */
    void giveUp() {
        submitted = null;
    }

    /** Forgets the step and what was computed from a position on. */
    void rewind(int length) {
        submitted = null;
        cursor = length;
        beginning = beginning.first(length);
    }
}
