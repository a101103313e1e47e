package com.example;

import io.telltale.spi.Activations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.Evidence;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
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
import java.util.ArrayList;
import java.util.List;

/** Raises an alarm at tokens whose last hidden state is unusually long; setting {@code limit} says how long that is. */
public final class NormMonitor implements PluginProvider {

    @Override
    public PluginDescriptor descriptor() {
        return new PluginDescriptor(new PluginId("norm-monitor"), "1", "Watches the length of the last hidden state");
    }

    @Override
    public Plugin load(PluginContext context) throws PluginException {
        HookSite last = new HookSite(context.model().layers() - 1, HookPoint.RESID_POST);
        return new Loaded(last, limit(context.settings().getOrDefault("limit", "100")));
    }

    private static double limit(String text) throws PluginException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new PluginException("setting limit must be a number, not '" + text + "'", e);
        }
    }

    private record Loaded(HookSite site, double limit) implements DetectorFactory {

        @Override
        public CaptureSpec captureSpec() {
            return CaptureSpec.answer(site);
        }

        @Override
        public Detector newDetector(SequenceInfo sequence) {
            return this::judge;
        }

        private List<Verdict> judge(Activations event) {
            Activations.SiteActivations captured = event.at(site);
            List<Verdict> verdicts = new ArrayList<>();
            for (int row = 0; row < captured.values().rows(); row++) {
                double length = length(captured.values().row(row));
                if (length > limit) {
                    verdicts.add(alarm(length, TokenSpan.at(captured.positions().from() + row)));
                }
            }
            return verdicts;
        }

        private Verdict alarm(double length, TokenSpan token) {
            return new Verdict(
                    "norm",
                    Conclusion.ALARM,
                    new Score(length - limit, Score.Scale.MARGIN),
                    1 - limit / length,
                    token,
                    List.of(new Evidence("length", String.valueOf(length))));
        }

        private static double length(float[] vector) {
            double squares = 0;
            for (float value : vector) {
                squares += (double) value * value;
            }
            return Math.sqrt(squares);
        }
    }
}
