package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.telltale.spi.Activations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginTestDriverTest {
    private static final ModelSpec MODEL = SampleModels.tiny();

    @Test
    void feedsEventsAndCollectsVerdicts() throws PluginException {
        PluginTestDriver driver = PluginTestDriver.load(new Echo(), TestContext.of(MODEL));
        SampleActivations events = events(driver);

        List<Verdict> verdicts = driver.feedAll(events.next(2));

        assertThat(verdicts).extracting(Verdict::span).containsExactly(TokenSpan.at(2), TokenSpan.at(3));
        assertThat(driver.verdicts()).isEqualTo(verdicts);
        assertThat(driver.interventions()).isEmpty();
        assertThat(driver.end(events.sequence())).isEmpty();
    }

    @Test
    void refusesATestThatBreaksTheOrderOfEvents() throws PluginException {
        PluginTestDriver driver = PluginTestDriver.load(new Echo(), TestContext.of(MODEL));
        SampleActivations events = events(driver);
        Activations first = events.next();
        driver.feed(first);

        assertThatIllegalStateException().isThrownBy(() -> driver.feed(first)).withMessageContaining("expected 1");
        driver.end(events.sequence());
        assertThatIllegalStateException()
                .isThrownBy(() -> driver.feed(events.next()))
                .withMessageContaining("after the end");
        assertThatIllegalStateException().isThrownBy(() -> driver.end(events.sequence()));
    }

    @Test
    void makesTheSameNoiseForTheSameSeed() {
        CaptureSpec spec = CaptureSpec.answer(new HookSite(0, HookPoint.RESID_POST));

        Activations one = SampleActivations.of(MODEL, spec, 3, SampleActivations.noise(MODEL, 5))
                .next();
        Activations same = SampleActivations.of(MODEL, spec, 3, SampleActivations.noise(MODEL, 5))
                .next();
        Activations other = SampleActivations.of(MODEL, spec, 3, SampleActivations.noise(MODEL, 6))
                .next();

        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    private static SampleActivations events(PluginTestDriver driver) {
        return SampleActivations.of(MODEL, driver.captureSpec(), 3, SampleActivations.noise(MODEL, 1));
    }

    /** Gives one verdict per event, on its last position. */
    private static final class Echo implements PluginProvider, DetectorFactory {
        @Override
        public PluginDescriptor descriptor() {
            return new PluginDescriptor(new PluginId("echo"), "1", "for tests");
        }

        @Override
        public Plugin load(PluginContext context) {
            return this;
        }

        @Override
        public CaptureSpec captureSpec() {
            return CaptureSpec.answer(new HookSite(1, HookPoint.RESID_POST));
        }

        @Override
        public Detector newDetector(SequenceInfo sequence) {
            return activations -> List.of(new Verdict(
                    "echo",
                    Conclusion.CLEAR,
                    Score.probability(0),
                    0,
                    TokenSpan.at(activations.step().until() - 1),
                    List.of()));
        }
    }
}
