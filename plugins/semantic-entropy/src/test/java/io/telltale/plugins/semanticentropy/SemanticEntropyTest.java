package io.telltale.plugins.semanticentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.telltale.plugins.artefact.Provenance;
import io.telltale.spi.Conclusion;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.testkit.PluginTestDriver;
import io.telltale.testkit.SampleActivations;
import io.telltale.testkit.SampleModels;
import io.telltale.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemanticEntropyTest {
    private static final ModelSpec MODEL = SampleModels.tiny();
    private static final HookSite EARLY = new HookSite(1, HookPoint.RESID_POST);
    private static final HookSite LATE = new HookSite(3, HookPoint.RESID_POST);
    private static final int PROMPT = 4;

    @TempDir
    private Path folder;

    @Test
    void judgesBeforeTheAnswerAndAfterIt() throws IOException, PluginException {
        PluginTestDriver driver = driver(EndPosition.LAST_CONTENT);
        SampleActivations events = counting(driver);

        List<Verdict> before = driver.feedAll(events.next(1));
        List<Verdict> during = driver.feedAll(events.next(3));
        List<Verdict> after = driver.end(events.sequence());

        // The first probe reads 1 * position - 2 at position 3, the second 0.5 * position - 2 at position 6.
        assertThat(before).extracting(Verdict::span).containsExactly(TokenSpan.at(3));
        assertThat(before.getFirst().risk()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-9));
        assertThat(before.getFirst().conclusion()).isEqualTo(Conclusion.ALARM);
        assertThat(during).isEmpty();
        assertThat(after).extracting(Verdict::span).containsExactly(TokenSpan.at(6));
        assertThat(after.getFirst().risk()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-9));
    }

    @Test
    void readsTheStateThatThePublishedCodeIndexes() throws IOException, PluginException {
        // States H[0..4] stand at the positions 3 to 7, n = 4 answer tokens: H[2] stands at position 5.
        assertThat(endPositionAfter(5, EndPosition.PUBLISHED_INDEX)).isEqualTo(TokenSpan.at(5));
        // n = 2: H[0], the last prompt token.
        assertThat(endPositionAfter(3, EndPosition.PUBLISHED_INDEX)).isEqualTo(TokenSpan.at(3));
        // n = 1: H[-1], the newest.
        assertThat(endPositionAfter(2, EndPosition.PUBLISHED_INDEX)).isEqualTo(TokenSpan.at(4));
        assertThat(endPositionAfter(1, EndPosition.PUBLISHED_INDEX)).isEqualTo(TokenSpan.at(3));
    }

    @Test
    void readsTheStateBeforeTheLastIfThereIsOne() throws IOException, PluginException {
        assertThat(endPositionAfter(5, EndPosition.BEFORE_LAST)).isEqualTo(TokenSpan.at(6));
        assertThat(endPositionAfter(1, EndPosition.BEFORE_LAST)).isEqualTo(TokenSpan.at(3));
    }

    @Test
    void readsAllStatesOfTheAnswer() throws IOException, PluginException {
        PluginTestDriver driver = driver(EndPosition.ANSWER_MEAN);
        SampleActivations events = counting(driver);
        driver.feedAll(events.next(5));

        Verdict verdict = driver.end(events.sequence()).getFirst();

        // 0.5 * position - 2, on average over the positions 3 to 7.
        assertThat(verdict.span()).isEqualTo(new TokenSpan(3, 8));
        assertThat(verdict.risk()).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-9));
    }

    @Test
    void readsSitesInTheOrderOfTheProbe() throws PluginException, IOException {
        float[] weights = new float[2 * MODEL.width()];
        weights[0] = 1;
        weights[MODEL.width()] = 10;
        EntropyProbe both =
                new EntropyProbe(List.of(LATE, EARLY), FloatMatrix.owning(1, weights.length, weights), 0, 0.5);
        PluginTestDriver driver = driver(
                new EntropyArtefact(provenance(MODEL.digest()), both, probe(LATE, 1, 0), EndPosition.LAST_CONTENT, 1));
        var events = SampleActivations.of(
                MODEL, driver.captureSpec(), PROMPT, (site, position) -> state(site.equals(LATE) ? 0.3 : 0.02));

        Verdict verdict = driver.feed(events.next()).verdicts().getFirst();

        // 1 * 0.3 + 10 * 0.02 = 0.5; the states are floats.
        assertThat(verdict.risk()).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-6));
    }

    @Test
    void saysNothingAboutASequenceWhoseBeginningItMissed() throws IOException, PluginException {
        PluginTestDriver driver = driver(EndPosition.LAST_CONTENT);
        SampleActivations events = counting(driver);
        events.next();

        List<Verdict> verdicts = driver.feedAll(events.next(2));

        assertThat(verdicts).isEmpty();
        assertThat(driver.end(events.sequence())).hasSize(1);
    }

    @Test
    void readsTheArtefactThatItWrote() {
        EntropyArtefact artefact = artefact(EndPosition.PUBLISHED_INDEX);

        assertThat(ArtefactJson.read(ArtefactJson.write(artefact))).isEqualTo(artefact);
    }

    @Test
    void tellsHowToTrainAProbeForAModelWithoutOne() {
        assertThatThrownBy(() -> new SemanticEntropyProvider().load(TestContext.of(MODEL)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("sample-4x8")
                .hasMessageContaining("telltale train semantic-entropy");
    }

    @Test
    void refusesAnArtefactOfAnotherModel() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), ArtefactJson.write(artefact(EndPosition.LAST_CONTENT)));
        TestContext context = TestContext.of(SampleModels.of(6, 8)).with("artefact", file.toString());

        assertThatThrownBy(() -> new SemanticEntropyProvider().load(context))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("digest-of-sample-4x8")
                .hasMessageContaining("digest-of-sample-6x8");
    }

    private TokenSpan endPositionAfter(int states, EndPosition endPosition) throws IOException, PluginException {
        PluginTestDriver driver = driver(endPosition);
        SampleActivations events = counting(driver);
        driver.feedAll(events.next(states));
        return driver.end(events.sequence()).getFirst().span();
    }

    private PluginTestDriver driver(EndPosition endPosition) throws IOException, PluginException {
        return driver(artefact(endPosition));
    }

    private PluginTestDriver driver(EntropyArtefact artefact) throws IOException, PluginException {
        Path file = Files.writeString(folder.resolve("artefact.json"), ArtefactJson.write(artefact));
        TestContext context = TestContext.of(MODEL).with("artefact", file.toString());
        return PluginTestDriver.load(new SemanticEntropyProvider(), context);
    }

    /** The first component of every state is its position. */
    private static SampleActivations counting(PluginTestDriver driver) {
        return SampleActivations.of(MODEL, driver.captureSpec(), PROMPT, (site, position) -> state(position));
    }

    private static float[] state(double first) {
        float[] state = new float[MODEL.width()];
        state[0] = (float) first;
        return state;
    }

    private static EntropyArtefact artefact(EndPosition endPosition) {
        return new EntropyArtefact(
                provenance(MODEL.digest()), probe(EARLY, 1, -2), probe(LATE, 0.5f, -2), endPosition, 1.1);
    }

    private static EntropyProbe probe(HookSite site, float weight, double bias) {
        float[] weights = new float[MODEL.width()];
        weights[0] = weight;
        return new EntropyProbe(List.of(site), FloatMatrix.owning(1, weights.length, weights), bias, 0.5);
    }

    private static Provenance provenance(String digest) {
        var figures = new TreeMap<String, Double>();
        figures.put("questions", 100.0);
        return new Provenance(MODEL.name(), digest, "train", 7, "2026-01-01", figures, List.of());
    }
}
