package io.telltale.plugins.semanticentropy;

import io.telltale.plugins.artefact.ArtefactSource;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;

/**
 * Loads the semantic entropy detector. Setting: {@code artefact}, path of the artefact to use instead of the built-in one.
 */
public final class SemanticEntropyProvider implements PluginProvider {
    private static final PluginDescriptor DESCRIPTOR = new PluginDescriptor(
            new PluginId("semantic-entropy"), "1", "Tells whether the model would answer differently if asked again");

    private static final ArtefactSource<EntropyArtefact> ARTEFACTS = new ArtefactSource<>(
            SemanticEntropyProvider.class,
            "semantic entropy probe",
            "telltale train semantic-entropy",
            ArtefactJson::read);

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Plugin load(PluginContext context) throws PluginException {
        return new SemanticEntropy(ARTEFACTS.find(context));
    }
}
