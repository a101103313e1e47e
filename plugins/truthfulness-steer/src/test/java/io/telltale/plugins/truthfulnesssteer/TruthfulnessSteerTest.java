package io.telltale.plugins.truthfulnesssteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Conclusion;
import io.telltale.spi.GenerationId;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginException;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceId;
import io.telltale.spi.Steering;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.testkit.PluginTestDriver;
import io.telltale.testkit.SampleActivations;
import io.telltale.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthfulnessSteerTest {
    private static final int PROMPT = 5;
    private static final int LAST_PROMPT_TOKEN = PROMPT - 1;

    @TempDir
    private Path folder;

    private TestContext context = TestContext.of(Artefacts.MODEL);

    @BeforeEach
    void writeArtefact() throws IOException {
        Path file = Files.writeString(folder.resolve("artefact.json"), ArtefactJson.write(Artefacts.simple()));
        context = context.with("artefact", file.toString());
    }

    @Test
    void judgesEveryPositionFromTheLastPromptTokenOn() throws PluginException {
        PluginTestDriver driver = driver();
        SampleActivations events = reading(driver, 3);

        List<Verdict> verdicts = driver.feedAll(events.next(3));

        assertThat(verdicts)
                .extracting(Verdict::span)
                .containsExactly(TokenSpan.at(4), TokenSpan.at(5), TokenSpan.at(6));
        assertThat(verdicts).extracting(Verdict::topic).containsOnly("truthfulness");
        assertThat(verdicts).extracting(Verdict::conclusion).containsOnly(Conclusion.CLEAR);
    }

    @Test
    void scoresTheSmoothedMarginAndItsCalibratedRisk() throws PluginException {
        PluginTestDriver driver = driver();
        // Margins: 3 - 1 = 2, then -1 - 1 = -2; smoothed with a share of one half: 2, then 0.
        SampleActivations events = events(driver, position -> position == LAST_PROMPT_TOKEN ? 3 : -1);

        List<Verdict> verdicts = driver.feedAll(events.next(2));

        assertThat(verdicts.get(0).score()).isEqualTo(new Score(2, Score.Scale.MARGIN));
        // Risk at margin 2 with slope -2: 1 / (1 + e^4).
        assertThat(verdicts.get(0).risk()).isCloseTo(0.017986, within(1e-6));
        assertThat(verdicts.get(1).score()).isEqualTo(new Score(0, Score.Scale.MARGIN));
        assertThat(verdicts.get(1).risk()).isEqualTo(0.5);
    }

    @Test
    void steersFromTheFirstCapturedPositionOfAnUntruthfulAnswer() throws PluginException {
        PluginTestDriver driver = driver();
        SampleActivations events = reading(driver, -1);

        Steering first = driver.feed(events.next());

        assertThat(first.verdicts()).extracting(Verdict::conclusion).containsExactly(Conclusion.ALARM);
        InterventionWindow window = new InterventionWindow(5, 13);
        assertThat(first.interventions())
                .containsExactly(
                        new ProposedIntervention(new Ablation(Artefacts.STEERED, Artefacts.axis(2)), window),
                        new ProposedIntervention(new Ablation(Artefacts.STEERED, Artefacts.axis(3)), window),
                        new ProposedIntervention(new Addition(Artefacts.STEERED, Artefacts.axis(1), 6), window));
    }

    @Test
    void renewsItsSteeringWithoutOverlapOrHoleAndWithoutAskingForEveryToken() throws PluginException {
        PluginTestDriver driver = driver();

        driver.feedAll(reading(driver, -1).next(21));

        assertThat(driver.interventions())
                .filteredOn(proposed -> proposed.intervention() instanceof Addition)
                .extracting(ProposedIntervention::window)
                .containsExactly(
                        new InterventionWindow(5, 13), new InterventionWindow(13, 21), new InterventionWindow(21, 29));
    }

    @Test
    void stopsRenewingWhenTheAnswerTurnsTruthful() throws PluginException {
        PluginTestDriver driver = driver();

        driver.feedAll(events(driver, position -> position < 7 ? -1 : 9).next(20));

        assertThat(driver.interventions()).hasSize(3);
    }

    @Test
    void steersAgainFromTheNextPositionWhenTheAnswerTurnsUntruthfulLater() throws PluginException {
        PluginTestDriver driver = driver();

        driver.feedAll(events(driver, position -> position < 20 ? 3 : -9).next(17));

        assertThat(driver.interventions())
                .extracting(ProposedIntervention::window)
                .containsOnly(new InterventionWindow(21, 29));
    }

    @Test
    void followsItsSettings() throws PluginException {
        context = context.with("strength", "0.5").with("trigger", "0.999");
        PluginTestDriver driver = driver();

        List<ProposedIntervention> mild = driver.feed(reading(driver, 0).next()).interventions();
        List<ProposedIntervention> strong =
                driver.feed(as(reading(driver, -5)).next()).interventions();

        assertThat(mild).isEmpty();
        assertThat(strong)
                .extracting(ProposedIntervention::intervention)
                .contains(new Addition(Artefacts.STEERED, Artefacts.axis(1), 3));
    }

    private PluginTestDriver driver() throws PluginException {
        return PluginTestDriver.load(new TruthfulnessSteerProvider(), context);
    }

    private static SampleActivations as(SampleActivations events) {
        return events.as(new SequenceId(new GenerationId("other"), 0));
    }

    private static SampleActivations reading(PluginTestDriver driver, float projection) {
        return events(driver, position -> projection);
    }

    private static SampleActivations events(PluginTestDriver driver, IntToDoubleFunction projection) {
        return SampleActivations.of(Artefacts.MODEL, driver.captureSpec(), PROMPT, (site, position) -> {
            float[] state = new float[Artefacts.MODEL.width()];
            state[0] = (float) projection.applyAsDouble(position);
            return state;
        });
    }
}
