package io.telltale.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.pluginhost.PluginReply.Answered;
import io.telltale.pluginhost.PluginReply.Failed;
import io.telltale.pluginhost.PluginReply.Skipped;
import io.telltale.pluginhost.PluginReply.Skipped.Reason;
import io.telltale.pluginhost.Plugins.Recorder;
import io.telltale.spi.Ablation;
import io.telltale.spi.Activations;
import io.telltale.spi.Addition;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Direction;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginException;
import io.telltale.spi.PositionSelector;
import io.telltale.spi.Precision;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceId;
import io.telltale.spi.Steerer;
import io.telltale.spi.Steering;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.testkit.SampleActivations;
import io.telltale.testkit.SampleModels;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginSessionTest {
    private static final int PROMPT = 5;
    private static final HookSite OTHER_SITE = new HookSite(2, HookPoint.MLP_OUT);

    private final SampleActivations events = events(Plugins.SPEC);

    @Test
    void handsOverEveryEventOnceInOrderAndEndsTheSequence() throws PluginException {
        Recorder recorder = new Recorder();
        PluginSession session = Plugins.session(Plugins.detecting(recorder));

        events.next(3).forEach(session::onActivations);
        PluginReply end = session.onCaptureEnded(events.sequence(), 3);

        assertThat(recorder.seen).extracting(Activations::eventNumber).containsExactly(0L, 1L, 2L);
        assertThat(end).isEqualTo(new Answered(List.of(Plugins.verdict(6)), List.of(), 0, List.of()));
    }

    @Test
    void dropsDuplicates() throws PluginException {
        Recorder recorder = new Recorder();
        PluginSession session = Plugins.session(Plugins.detecting(recorder));
        List<Activations> made = events.next(2);
        made.forEach(session::onActivations);

        PluginReply reply = session.onActivations(made.getFirst());

        assertThat(reply).isEqualTo(new Skipped(Reason.DUPLICATE));
        assertThat(recorder.seen).hasSize(2);
    }

    @Test
    void reportsAGapWithTheFirstAnswerAfterIt() throws PluginException {
        PluginSession session = Plugins.session(Plugins.detecting(new Recorder()));
        List<Activations> made = events.next(5);
        session.onActivations(made.get(0));

        PluginReply afterGap = session.onActivations(made.get(3));
        PluginReply next = session.onActivations(made.get(4));

        assertThat(afterGap)
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.missedEvents()).isEqualTo(2));
        assertThat(next)
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.missedEvents()).isZero());
    }

    @Test
    void reportsEventsThatNeverCameWhenTheSequenceEnds() throws PluginException {
        PluginSession session = Plugins.session(Plugins.detecting(new Recorder()));
        session.onActivations(events.next());

        PluginReply end = session.onCaptureEnded(events.sequence(), 4);

        assertThat(end)
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.missedEvents()).isEqualTo(3));
    }

    @Test
    void doesNotAskAboutASequenceOfWhichThePluginSawNothing() throws PluginException {
        PluginSession session = Plugins.session(Plugins.detecting(new Recorder()));

        PluginReply end = session.onCaptureEnded(events.sequence(), 0);

        assertThat(end).isEqualTo(new Skipped(Reason.NEVER_SEEN));
    }

    @Test
    void ignoresWhatComesAfterTheEnd() throws PluginException {
        PluginSession session = Plugins.session(Plugins.detecting(new Recorder()));
        session.onActivations(events.next());
        session.onCaptureEnded(events.sequence(), 1);

        PluginReply late = session.onActivations(events.next());

        assertThat(late).isEqualTo(new Skipped(Reason.ENDED));
    }

    @Test
    void showsAPluginTheSameWhateverOthersMadeTheShardCapture() throws PluginException {
        Recorder alone = new Recorder();
        Recorder inCompany = new Recorder();
        PluginSession aloneSession = Plugins.session(Plugins.detecting(alone));
        PluginSession companySession = Plugins.session(Plugins.detecting(inCompany));
        var greedy = new CaptureSpec(Set.of(Plugins.SITE, OTHER_SITE), PositionSelector.ALL, Precision.FLOAT32);
        var half = new CaptureSpec(Set.of(Plugins.SITE), PositionSelector.ANSWER, Precision.FLOAT16);

        events(half).next(4).stream().map(HalfPrecision::of).forEach(aloneSession::onActivations);
        events(greedy).next(4).forEach(companySession::onActivations);

        assertThat(inCompany.seen).isEqualTo(alone.seen);
        assertThat(inCompany.seen.getFirst().sites()).containsOnlyKeys(Plugins.SITE);
        assertThat(inCompany.seen.getFirst().at(Plugins.SITE).positions()).isEqualTo(TokenSpan.at(PROMPT - 1));
    }

    @Test
    void countsEventsAsIfStepsWithoutAnythingForThePluginHadNotBeenCaptured() throws PluginException {
        Recorder recorder = new Recorder();
        PluginSession session = Plugins.session(Plugins.detecting(recorder));
        var all = new CaptureSpec(Set.of(Plugins.SITE), PositionSelector.ALL, Precision.FLOAT32);
        var chunk = events(all).next();
        Activations beginning = part(chunk, 0, 0, 3);
        Activations rest = part(chunk, 1, 3, PROMPT);

        PluginReply first = session.onActivations(beginning);
        PluginReply second = session.onActivations(rest);

        assertThat(first).isEqualTo(new Skipped(Reason.NOT_ASKED_FOR));
        assertThat(second).isInstanceOf(Answered.class);
        assertThat(recorder.seen).extracting(Activations::eventNumber).containsExactly(0L);
    }

    @Test
    void countsAnEventWithoutThePluginsSitesAsMissed() throws PluginException {
        PluginSession session = Plugins.session(Plugins.detecting(new Recorder()));
        var otherPlan = events(CaptureSpec.answer(OTHER_SITE));
        var plan = events(Plugins.SPEC);
        plan.next();

        PluginReply before = session.onActivations(otherPlan.next());
        PluginReply after = session.onActivations(plan.next());

        assertThat(before).isEqualTo(new Skipped(Reason.NOT_CAPTURED));
        assertThat(after)
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.missedEvents()).isEqualTo(1));
    }

    @Test
    void quarantinesASequenceOnWhichThePluginThrewAndNoOther() throws PluginException {
        PluginSession session =
                Plugins.session(Plugins.provider("throwing", new Plugins.Detecting(Plugins.SPEC, () -> activations -> {
                    if (activations.sequence().id().index() == 0) {
                        throw new PluginException("no idea");
                    }
                    return List.of();
                })));
        var healthy = events.as(new SequenceId(new GenerationId("sample"), 1));

        PluginReply failed = session.onActivations(events.next());
        PluginReply quarantined = session.onActivations(events.next());
        PluginReply other = session.onActivations(healthy.next());

        assertThat(failed).isInstanceOfSatisfying(Failed.class, reply -> {
            assertThat(reply.failure().kind()).isEqualTo(PluginFailure.Kind.THREW);
            assertThat(reply.failure().message()).contains("no idea");
        });
        assertThat(quarantined).isEqualTo(new Skipped(Reason.QUARANTINED));
        assertThat(other).isInstanceOf(Answered.class);
    }

    @Test
    void survivesErrorsAndNullsOfAPlugin() throws PluginException {
        PluginSession missingClass = Plugins.session(Plugins.detecting(activations -> {
            throw new NoClassDefFoundError("com/example/Absent");
        }));
        PluginSession noVerdicts =
                Plugins.session(Plugins.detecting(activations -> Collections.singletonList(nothing())));

        PluginReply first = missingClass.onActivations(events(Plugins.SPEC).next());
        PluginReply second = noVerdicts.onActivations(events(Plugins.SPEC).next());

        assertThat(first).isInstanceOf(Failed.class);
        assertThat(second).isInstanceOf(Failed.class);
    }

    @Test
    void refusesEventsOfAnotherModel() throws PluginException {
        PluginSession session = Plugins.session(Plugins.detecting(new Recorder()));
        var foreign = SampleActivations.of(
                SampleModels.of(6, 8), Plugins.SPEC, PROMPT, SampleActivations.noise(Plugins.MODEL, 7));

        PluginReply reply = session.onActivations(foreign.next());

        assertThat(kind(reply)).isEqualTo(PluginFailure.Kind.WRONG_MODEL);
    }

    @Test
    void refusesAFloodOfVerdicts() throws PluginException {
        SessionLimits two = new SessionLimits(8, 2, 1, 1);
        PluginSession session =
                Plugins.session(Plugins.detecting(activations -> Collections.nCopies(3, Plugins.verdict(4))), two);

        PluginReply reply = session.onActivations(events.next());

        assertThat(kind(reply)).isEqualTo(PluginFailure.Kind.FLOODED);
    }

    @Test
    void refusesAFloodOfInterventions() throws PluginException {
        SessionLimits one = new SessionLimits(8, 2, 1, 1);
        var stop = new ProposedIntervention(new StopGeneration("enough"), new InterventionWindow(5, 6));
        PluginSession session = Plugins.session(Plugins.steering(new Steering(List.of(), List.of(stop, stop))), one);

        PluginReply reply = session.onActivations(events.next());

        assertThat(kind(reply)).isEqualTo(PluginFailure.Kind.FLOODED);
    }

    @Test
    void refusesAVerdictOnPositionsThatWereNeverSeen() throws PluginException {
        Verdict ahead = Plugins.verdict(PROMPT);
        PluginSession session = Plugins.session(Plugins.detecting(activations -> List.of(ahead)));

        PluginReply reply = session.onActivations(events.next());

        assertThat(kind(reply)).isEqualTo(PluginFailure.Kind.INVALID_ANSWER);
    }

    @Test
    void refusesInterventionsThatDoNotFitTheModel() throws PluginException {
        Direction fits = Direction.of(new float[] {1, 0, 0, 0, 0, 0, 0, 0});
        Direction narrow = Direction.of(new float[] {1, 0});

        assertThat(kind(replyTo(new Addition(new HookSite(9, HookPoint.RESID_POST), fits, 1))))
                .isEqualTo(PluginFailure.Kind.INVALID_ANSWER);
        assertThat(kind(replyTo(new Ablation(Plugins.SITE, narrow)))).isEqualTo(PluginFailure.Kind.INVALID_ANSWER);
        assertThat(kind(replyTo(new Addition(new HookSite(1, HookPoint.MLP_POST), fits, 1))))
                .isEqualTo(PluginFailure.Kind.INVALID_ANSWER);
        assertThat(replyTo(new Addition(Plugins.SITE, fits, 1))).isInstanceOf(Answered.class);
        assertThat(kind(replyTo(new Addition(new HookSite(1, HookPoint.ATTN_Z), fits, 1))))
                .isEqualTo(PluginFailure.Kind.INVALID_ANSWER);
    }

    @Test
    void refusesAStrengthThatNoActivationCanTake() throws PluginException {
        Direction fits = Direction.of(new float[] {1, 0, 0, 0, 0, 0, 0, 0});

        assertThat(kind(replyTo(new Addition(Plugins.SITE, fits, 1e39)))).isEqualTo(PluginFailure.Kind.INVALID_ANSWER);
    }

    @Test
    @SuppressWarnings("NullAway") // What a careless plugin does.
    void refusesAnswersWithMissingParts() throws PluginException {
        Direction fits = Direction.of(new float[] {1, 0, 0, 0, 0, 0, 0, 0});
        Score score = Score.probability(0.5);
        TokenSpan span = TokenSpan.at(PROMPT - 1);
        List<Steering> incomplete = List.of(
                proposing(new ProposedIntervention(new Ablation(Plugins.SITE, fits), null)),
                proposing(new ProposedIntervention(null, new InterventionWindow(5, 9))),
                proposing(new ProposedIntervention(new Ablation(Plugins.SITE, null), new InterventionWindow(5, 9))),
                proposing(new ProposedIntervention(new StopGeneration(null), new InterventionWindow(5, 9))),
                Steering.verdict(new Verdict(null, Conclusion.CLEAR, score, 0, span, List.of())),
                Steering.verdict(new Verdict("test", null, score, 0, span, List.of())),
                Steering.verdict(new Verdict("test", Conclusion.CLEAR, null, 0, span, List.of())),
                Steering.verdict(new Verdict("test", Conclusion.CLEAR, score, 0, null, List.of())));

        for (Steering answer : incomplete) {
            PluginReply reply = Plugins.session(Plugins.steering(answer))
                    .onActivations(events(Plugins.SPEC).next());

            assertThat(kind(reply)).isEqualTo(PluginFailure.Kind.INVALID_ANSWER);
        }
    }

    private static Steering proposing(ProposedIntervention proposal) {
        return new Steering(List.of(), List.of(proposal));
    }

    @Test
    void dropsInterventionsAfterTheEnd() throws PluginException {
        var stop = new ProposedIntervention(new StopGeneration("too late"), new InterventionWindow(5, 6));
        Steerer steerer = new Steerer() {
            @Override
            public Steering onActivations(Activations activations) {
                return Steering.NONE;
            }

            @Override
            public Steering onSequenceEnded() {
                return new Steering(List.of(), List.of(stop));
            }
        };
        PluginSession session =
                Plugins.session(Plugins.provider("late", new Plugins.Steers(Plugins.SPEC, () -> steerer)));
        session.onActivations(events.next());

        PluginReply end = session.onCaptureEnded(events.sequence(), 1);

        assertThat(end).isEqualTo(new Answered(List.of(), List.of(), 0, List.of()));
    }

    @Test
    void forgetsTheSequenceThatWasSilentLongestWhenTooManyAreOpen() throws PluginException {
        PluginSession session =
                Plugins.session(Plugins.detecting(new Recorder()), SessionLimits.DEFAULT.withOpenSequences(2));
        GenerationId generation = new GenerationId("many");
        List<SampleActivations> three = List.of(0, 1, 2).stream()
                .map(index -> events.as(new SequenceId(generation, index)))
                .toList();
        session.onActivations(three.get(0).next());
        session.onActivations(three.get(1).next());
        session.onActivations(three.get(0).next());

        PluginReply reply = session.onActivations(three.get(2).next());
        PluginReply comeBack = session.onActivations(three.get(1).next());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.forgotten()).containsExactly(new SequenceId(generation, 1)));
        assertThat(comeBack).as("a forgotten sequence").isEqualTo(new Skipped(Reason.FORGOTTEN));
    }

    private PluginReply replyTo(Intervention intervention) throws PluginException {
        var proposed = new ProposedIntervention(intervention, new InterventionWindow(5, 9));
        return Plugins.session(Plugins.steering(new Steering(List.of(), List.of(proposed))))
                .onActivations(events(Plugins.SPEC).next());
    }

    private static PluginFailure.Kind kind(PluginReply reply) {
        assertThat(reply).isInstanceOf(Failed.class);
        return ((Failed) reply).failure().kind();
    }

    private static SampleActivations events(CaptureSpec spec) {
        return SampleActivations.of(Plugins.MODEL, spec, PROMPT, SampleActivations.noise(Plugins.MODEL, 7));
    }

    private static Activations part(Activations whole, long number, int from, int until) {
        var site = whole.at(Plugins.SITE);
        var cut = new Activations.SiteActivations(
                new TokenSpan(from, until), site.values().rows(from, until));
        return new Activations(
                whole.sequence(),
                number,
                new TokenSpan(from, until),
                whole.tokens().slice(from, until),
                Map.of(Plugins.SITE, cut),
                whole.modelDigest(),
                whole.steeringFingerprint());
    }

    @SuppressWarnings("NullAway") // What a careless plugin does.
    private static Verdict nothing() {
        return null;
    }
}
