package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.spi.Ablation;
import io.telltale.spi.Direction;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginId;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionId;
import io.telltale.transport.InterventionRequested;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class InterventionGateTest {

    private static final PluginId STEER = new PluginId("steer");
    private static final PluginId WATCHER = new PluginId("watcher");
    private static final SequenceId SEQUENCE = new SequenceId(new GenerationId("g"), 0);
    private static final Instant CAPTURED_AT = Instant.ofEpochMilli(1000);
    private static final Instant NOW = Instant.ofEpochMilli(1004);

    private final RecordingLog log = new RecordingLog();
    private final RuntimeServices services =
            new RuntimeServices(log, Telemetry.disabled(), InstantSource.fixed(NOW), new SplittableRandom(1));
    private final TestInbox<GenerationCoordinator.Command> coordinator = TestInbox.create();
    private final BehaviorTestKit<InterventionGate.Command> gate = BehaviorTestKit.create(InterventionGate.create(
            services, Map.of(STEER, new PluginMode.Async(3), WATCHER, new PluginMode.Observe())));

    @Test
    void bringsAnInterventionToItsSequenceAndPublishesTheOutcome() {
        open(InterventionAuthority.BY_MODE);
        var request = request(STEER, "a");

        propose(request);
        settle(new Decision(request.id(), new InterventionOutcome.Applied(10), 1));

        assertThat(coordinator.receiveMessage()).isEqualTo(new GenerationCoordinator.Intervene(request, 3));
        assertThat(log.of(InterventionRequested.class)).containsExactly(request);
        assertThat(log.of(InterventionDecided.class)).singleElement().satisfies(decided -> {
            assertThat(decided.outcome()).isEqualTo(new InterventionOutcome.Applied(10));
            assertThat(decided.lagTokens()).isEqualTo(1);
            assertThat(decided.lagMillis()).isEqualTo(4.0);
        });
    }

    @Test
    void rejectsThoseOfAPluginThatMayOnlyObserve() {
        open(InterventionAuthority.BY_MODE);

        propose(request(WATCHER, "a"));

        assertThat(onlyOutcome()).isInstanceOf(InterventionOutcome.Rejected.class);
        assertThat(coordinator.hasMessages()).isFalse();
    }

    @Test
    void rejectsAllInAGenerationThatIsOnlyObserved() {
        open(InterventionAuthority.OBSERVE);

        propose(request(STEER, "a"));

        assertThat(onlyOutcome()).isInstanceOf(InterventionOutcome.Rejected.class);
    }

    @Test
    void letsExpireWhatIsUndecidedWhenTheSequenceEnds() {
        open(InterventionAuthority.BY_MODE);
        propose(request(STEER, "a"));

        gate.run(new InterventionGate.CloseSequence(SEQUENCE));

        assertThat(onlyOutcome()).isEqualTo(new InterventionOutcome.Expired());
    }

    @Test
    void letsExpireWhatComesAfterTheSequenceHasEnded() {
        propose(request(STEER, "a"));

        assertThat(onlyOutcome()).isEqualTo(new InterventionOutcome.Expired());
    }

    @Test
    void publishesOneOutcomeWhateverIsDecidedTwice() {
        open(InterventionAuthority.BY_MODE);
        var request = request(STEER, "a");
        propose(request);

        settle(new Decision(request.id(), new InterventionOutcome.Applied(10), 1));
        settle(new Decision(request.id(), new InterventionOutcome.Expired(), 1));
        gate.run(new InterventionGate.CloseSequence(SEQUENCE));

        assertThat(onlyOutcome()).isEqualTo(new InterventionOutcome.Applied(10));
    }

    private void open(InterventionAuthority authority) {
        gate.run(new InterventionGate.OpenSequence(SEQUENCE, authority, coordinator.getRef()));
    }

    private void propose(InterventionRequested request) {
        gate.run(new InterventionGate.Propose(request, CAPTURED_AT, TraceHeaders.NONE));
    }

    private void settle(Decision decision) {
        gate.run(new InterventionGate.Settle(SEQUENCE, List.of(decision)));
    }

    private InterventionOutcome onlyOutcome() {
        var decided = log.of(InterventionDecided.class);
        assertThat(decided).hasSize(1);
        return decided.getFirst().outcome();
    }

    private static InterventionRequested request(PluginId plugin, String id) {
        var ablation = new Ablation(HookSite.parse("blocks.0.hook_resid_post"), Direction.of(new float[] {1, 0}));
        return new InterventionRequested(
                new InterventionId(id),
                plugin,
                SEQUENCE,
                new ProposedIntervention(ablation, new InterventionWindow(10, 20)),
                9,
                NOW);
    }
}
