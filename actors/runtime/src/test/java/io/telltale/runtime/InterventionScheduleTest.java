package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginId;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenSpan;
import io.telltale.transport.InterventionId;
import io.telltale.transport.InterventionRequested;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterventionScheduleTest {

    private static final SequenceId SEQUENCE = new SequenceId(new GenerationId("g"), 0);
    private static final HookSite SITE = HookSite.parse("blocks.1.hook_resid_post");
    private static final Direction DIRECTION = Direction.of(new float[] {1, 0});
    private static final int MAX_LAG = 3;

    private final InterventionSchedule schedule = new InterventionSchedule();

    @Test
    void appliesFromTheNextPositionUntilTheWindowCloses() {
        schedule.admit(addition("a", 1, 10, 12, 9), 10, MAX_LAG);

        var first = schedule.planFor(TokenSpan.at(10));
        var afterFirst = schedule.stepCompleted();
        var second = schedule.planFor(TokenSpan.at(11));
        var afterSecond = schedule.stepCompleted();
        var third = schedule.planFor(TokenSpan.at(12));

        assertThat(first.decisions()).as("before the step has run").isEmpty();
        assertThat(interventions(first)).hasSize(1);
        assertThat(afterFirst).containsExactly(decision("a", new InterventionOutcome.Applied(10), 1));
        assertThat(interventions(second)).hasSize(1);
        assertThat(afterSecond).isEmpty();
        assertThat(interventions(third)).isEmpty();
        assertThat(third.decisions()).isEmpty();
    }

    @Test
    void waitsForAWindowThatOpensLater() {
        schedule.admit(addition("a", 1, 12, 20, 9), 10, MAX_LAG);

        var before = schedule.planFor(TokenSpan.at(11));
        var inside = schedule.planFor(TokenSpan.at(12));

        assertThat(interventions(before)).isEmpty();
        assertThat(interventions(inside)).hasSize(1);
        assertThat(schedule.stepCompleted()).containsExactly(decision("a", new InterventionOutcome.Applied(12), 1));
    }

    @Test
    void isLateBeyondTheLagThatItsModeAllows() {
        var decisions = schedule.admit(addition("a", 1, 10, 20, 9), 13, MAX_LAG);

        assertThat(decisions).containsExactly(decision("a", new InterventionOutcome.Late(4), 4));
        assertThat(interventions(schedule.planFor(TokenSpan.at(13)))).isEmpty();
    }

    @Test
    void expiresWhenItsWindowHasPassed() {
        var decisions = schedule.admit(addition("a", 1, 10, 11, 9), 11, MAX_LAG);

        assertThat(decisions).containsExactly(decision("a", new InterventionOutcome.Expired(), 2));
    }

    @Test
    void aNewerOneSupersedesOneThatHasNotBegun() {
        schedule.admit(addition("old", 1, 12, 20, 9), 10, MAX_LAG);

        var decisions = schedule.admit(addition("new", 2, 11, 20, 10), 11, MAX_LAG);

        assertThat(decisions).containsExactly(decision("old", new InterventionOutcome.Superseded(), 1));
        assertThat(interventions(schedule.planFor(TokenSpan.at(12)))).containsExactly(new Addition(SITE, DIRECTION, 2));
    }

    @Test
    void aNewerOneTakesOverFromOneThatHoldsWithoutDeceptionAboutItsOutcome() {
        schedule.admit(addition("old", 1, 10, 20, 9), 10, MAX_LAG);
        schedule.planFor(TokenSpan.at(10));

        var decisions = schedule.admit(addition("new", 2, 12, 20, 10), 11, MAX_LAG);

        assertThat(decisions).isEmpty();
        assertThat(interventions(schedule.planFor(TokenSpan.at(11)))).containsExactly(new Addition(SITE, DIRECTION, 1));
        assertThat(interventions(schedule.planFor(TokenSpan.at(12)))).containsExactly(new Addition(SITE, DIRECTION, 2));
    }

    @Test
    void pluginsDoNotSupersedeEachOther() {
        schedule.admit(addition("a", 1, 10, 20, 9), 10, MAX_LAG);
        var other = new InterventionRequested(
                new InterventionId("b"),
                new PluginId("other"),
                SEQUENCE,
                new ProposedIntervention(new Addition(SITE, DIRECTION, 5), new InterventionWindow(10, 20)),
                9,
                Instant.EPOCH);

        schedule.admit(other, 10, MAX_LAG);

        assertThat(interventions(schedule.planFor(TokenSpan.at(10)))).hasSize(2);
    }

    @Test
    void removesSeveralDirectionsAtOneSiteAndRenewsEachOnItsOwn() {
        Direction other = Direction.of(new float[] {0, 1});
        schedule.admit(ablation("one", DIRECTION, 10, 12), 10, MAX_LAG);
        schedule.admit(ablation("two", other, 10, 12), 10, MAX_LAG);

        var decisions = schedule.admit(ablation("one again", DIRECTION, 10, 20), 10, MAX_LAG);

        assertThat(decisions).containsExactly(decision("one", new InterventionOutcome.Superseded(), 1));
        assertThat(interventions(schedule.planFor(TokenSpan.at(10))))
                .containsExactly(new Ablation(SITE, other), new Ablation(SITE, DIRECTION));
    }

    @Test
    void removesBeforeItAddsWhicheverCameFirst() {
        schedule.admit(addition("add", 1, 10, 12, 9), 10, MAX_LAG);
        schedule.admit(ablation("remove", DIRECTION, 10, 12), 10, MAX_LAG);

        assertThat(interventions(schedule.planFor(TokenSpan.at(10))))
                .hasExactlyElementsOfTypes(Ablation.class, Addition.class);
    }

    @Test
    void tellsOfAStop() {
        var stop = new ProposedIntervention(new StopGeneration("enough"), new InterventionWindow(10, 20));
        schedule.admit(request("a", stop, 9), 10, MAX_LAG);

        var plan = schedule.planFor(TokenSpan.at(10));

        assertThat(plan.stop()).contains(new StopGeneration("enough"));
        assertThat(plan.interventions()).isEmpty();
        assertThat(plan.decisions()).containsExactly(decision("a", new InterventionOutcome.Applied(10), 1));
    }

    @Test
    void appliesNothingElseInAStepThatAStopPrevents() {
        var stop = new ProposedIntervention(new StopGeneration("enough"), new InterventionWindow(10, 20));
        schedule.admit(addition("add", 1, 10, 12, 9), 10, MAX_LAG);
        schedule.admit(request("stop", stop, 9), 10, MAX_LAG);

        var plan = schedule.planFor(TokenSpan.at(10));

        assertThat(plan.interventions()).isEmpty();
        assertThat(plan.decisions()).extracting(Decision::intervention).containsExactly(new InterventionId("stop"));
        assertThat(schedule.stepCompleted()).isEmpty();
    }

    private static List<Intervention> interventions(InterventionSchedule.Plan plan) {
        return plan.interventions().stream()
                .map(ScheduledIntervention::intervention)
                .toList();
    }

    private static Decision decision(String id, InterventionOutcome outcome, int lag) {
        return new Decision(new InterventionId(id), outcome, lag);
    }

    private static InterventionRequested addition(String id, double strength, int from, int until, int decidedAt) {
        var proposal =
                new ProposedIntervention(new Addition(SITE, DIRECTION, strength), new InterventionWindow(from, until));
        return request(id, proposal, decidedAt);
    }

    private static InterventionRequested ablation(String id, Direction direction, int from, int until) {
        var proposal = new ProposedIntervention(new Ablation(SITE, direction), new InterventionWindow(from, until));
        return request(id, proposal, 9);
    }

    private static InterventionRequested request(String id, ProposedIntervention proposal, int decidedAt) {
        return new InterventionRequested(
                new InterventionId(id), new PluginId("steer"), SEQUENCE, proposal, decidedAt, Instant.EPOCH);
    }
}
