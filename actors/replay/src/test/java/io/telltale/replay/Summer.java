package io.telltale.replay;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.HookSite;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import java.util.List;

/** A plugin that scores the sum of all that it has seen. */
final class Summer implements PluginProvider, DetectorFactory {

    static final PluginId ID = new PluginId("summer");
    static final HookSite SITE = HookSite.parse("blocks.0.hook_resid_post");

    private int closed;

    @Override
    public PluginDescriptor descriptor() {
        return new PluginDescriptor(ID, "1", "a plugin of the tests");
    }

    @Override
    public Plugin load(PluginContext context) {
        return this;
    }

    @Override
    public CaptureSpec captureSpec() {
        return CaptureSpec.answer(SITE);
    }

    @Override
    public Detector newDetector(SequenceInfo sequence) {
        double[] sum = new double[1];
        return activations -> {
            sum[0] += activations.at(SITE).values().at(0, 0);
            return List.of(verdict(activations.step().from(), sum[0]));
        };
    }

    static Verdict verdict(int position, double score) {
        return new Verdict(
                "sum", Conclusion.CLEAR, new Score(score, Score.Scale.MARGIN), 0, TokenSpan.at(position), List.of());
    }

    @Override
    public void close() {
        closed++;
    }

    int closed() {
        return closed;
    }
}
