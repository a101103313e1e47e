package io.telltale.runtime;

import static io.telltale.runtime.SchedulerProbe.BYTES;
import static io.telltale.runtime.SchedulerProbe.MOST;
import static io.telltale.runtime.SchedulerProbe.SETTINGS;
import static io.telltale.runtime.SchedulerProbe.held;
import static io.telltale.runtime.SchedulerProbe.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.runtime.BatchScheduler.BatchCompleted;
import io.telltale.runtime.BatchScheduler.Leave;
import io.telltale.runtime.BatchScheduler.ReuseUnit;
import io.telltale.runtime.BatchSettings.PrefixReuse;
import io.telltale.runtime.ShardWorker.Fork;
import io.telltale.runtime.ShardWorker.Open;
import io.telltale.runtime.ShardWorker.Release;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.TokenSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchSchedulerReuseTest {

    @Test
    void beginsWithWhatASequenceThatIsOverHolds() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runAlone(0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));
        scheduler.enter(1, MOST);

        scheduler.submit(1, new TokenSpan(0, 60));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 50));
        assertThat(scheduler.batch()).isEqualTo(Map.of(sequence(1), new TokenSpan(50, 60)));
        assertThat(scheduler.status().parkedBytes()).isEqualTo(50 * BYTES);
    }

    @Test
    void beginsWithWhatARunningPromptHasComeTo() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, MOST);
        scheduler.enter(1, MOST);
        scheduler.submit(0, new TokenSpan(0, 40));
        scheduler.shard().getAllReceived();
        scheduler.submit(1, new TokenSpan(0, 60));

        scheduler.run(new BatchCompleted(1, List.of()));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 32));
        assertThat(scheduler.batch())
                .isEqualTo(Map.of(sequence(0), new TokenSpan(32, 40), sequence(1), new TokenSpan(32, 60)));
    }

    @Test
    void reusesNoPositionThatIsCapturedOrSteered() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runAlone(0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));
        scheduler.shard().getAllReceived();
        scheduler.enter(1, MOST);
        scheduler.enter(2, MOST);
        scheduler.enter(3, MOST);

        scheduler.run(scheduler.submission(
                1, new TokenSpan(0, 60), ShardCapture.of(List.of(TestPlugins.READ), new TokenSpan(20, 60)), List.of()));
        ScheduledIntervention addition = new ScheduledIntervention(
                new Addition(TestPlugins.STEERED, Direction.of(new float[] {1, 0}), 1), new InterventionWindow(30, 99));
        scheduler.run(scheduler.submission(2, new TokenSpan(0, 60), ShardCapture.NONE, List.of(addition)));
        scheduler.run(scheduler.submission(
                3,
                new TokenSpan(0, 60),
                ShardCapture.of(List.of(TestPlugins.READ), ShardCapture.EVERY_POSITION),
                List.of()));
        scheduler.run(new BatchCompleted(3, List.of()));

        assertThat(scheduler.shard().getAllReceived())
                .contains(
                        new Fork(sequence(0), sequence(1), 20),
                        new Fork(sequence(1), sequence(2), 30),
                        new Open(sequence(3), MOST));
    }

    @Test
    void computesAtLeastTheLastPositionOfAPrompt() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runAlone(0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));
        scheduler.enter(1, MOST);

        scheduler.submit(1, new TokenSpan(0, 50));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 49));
        assertThat(scheduler.batch()).isEqualTo(Map.of(sequence(1), new TokenSpan(49, 50)));
    }

    @Test
    void reusesWholeChunksOfPromptsWhereEveryBitCounts() {
        SchedulerProbe scheduler = SchedulerProbe.start(1, SETTINGS, ReuseUnit.PROMPT_CHUNK);
        scheduler.runAlone(0, 50);
        // Of these 100 positions, 50 are of the answer: computed one by one, not in chunks.
        scheduler.run(new Leave(sequence(0), held(100)));
        scheduler.enter(1, MOST);

        scheduler.submit(1, new TokenSpan(0, 100));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 32));
    }

    @Test
    void keepsNothingWhenPrefixesAreNotReused() {
        SchedulerProbe scheduler =
                SchedulerProbe.start(1, SETTINGS.withPrefixReuse(PrefixReuse.OFF), ReuseUnit.POSITION);
        scheduler.runAlone(0, 50);

        scheduler.run(new Leave(sequence(0), held(50)));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Release(sequence(0)));
        assertThat(scheduler.status().parkedBytes()).isZero();
    }

    @Test
    void letsKeptSequencesGoWhenARunningOneNeedsTheRoom() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runAlone(0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));

        scheduler.enter(1, 951);

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Release(sequence(0)));
        assertThat(scheduler.status().parkedBytes()).isZero();
    }
}
