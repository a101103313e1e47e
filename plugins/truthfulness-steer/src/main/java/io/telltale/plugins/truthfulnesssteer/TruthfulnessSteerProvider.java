package io.telltale.plugins.truthfulnesssteer;

import io.telltale.plugins.artefact.ArtefactSource;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.SteererFactory;

/**
 * Loads the truthfulness steerer. Settings: {@code artefact}, path of the artefact to use instead of the built-in one; {@code
 * trigger}, the risk from which to steer, instead of the artefact's; {@code strength}, a factor on the length of what is added (what
 * is removed stays removed), 1 if not given.
 */
public final class TruthfulnessSteerProvider implements PluginProvider {
    private static final PluginDescriptor DESCRIPTOR = new PluginDescriptor(
            new PluginId("truthfulness-steer"), "1", "Steers an answer back to the truth while it is untruthful");

    private static final ArtefactSource<TruthfulnessArtefact> ARTEFACTS = new ArtefactSource<>(
            TruthfulnessSteerProvider.class,
            "truth direction",
            "telltale train truthfulness-steer",
            ArtefactJson::read);

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    /** Returns the plugin as the artefact alone makes it, to try it before it is written down. */
    public static SteererFactory of(TruthfulnessArtefact artefact) {
        return new TruthfulnessSteer(artefact, artefact.trigger(), 1);
    }

    @Override
    public Plugin load(PluginContext context) throws PluginException {
        TruthfulnessArtefact artefact = ARTEFACTS.find(context);
        double trigger = SettingNumber.of(context, "trigger").orElse(artefact.trigger());
        if (!(trigger > 0 && trigger < 1)) {
            throw new PluginException("setting trigger must lie between 0 and 1: " + trigger);
        }
        return new TruthfulnessSteer(
                artefact, trigger, SettingNumber.of(context, "strength").orElse(1));
    }
}
