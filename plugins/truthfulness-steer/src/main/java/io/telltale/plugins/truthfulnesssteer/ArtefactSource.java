package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the artefact for a model: the file that the setting names, or the one that the plugin brings for the model's digest. */
final class ArtefactSource {
    static final String SETTING = "artefact";
    private static final String TRAINING_COMMAND = "telltale train truthfulness-steer";

    private ArtefactSource() {}

    static TruthfulnessArtefact find(PluginContext context) throws PluginException {
        String file = context.settings().get(SETTING);
        String origin = file == null ? resourceName(context.model().digest()) : file;
        try {
            TruthfulnessArtefact artefact =
                    ArtefactJson.read(file == null ? resource(context.model()) : Files.readString(Path.of(file)));
            checkFit(artefact, context.model(), origin);
            return artefact;
        } catch (IOException e) {
            throw new PluginException("the artefact " + origin + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new PluginException("the artefact " + origin + " is not usable: " + e.getMessage(), e);
        }
    }

    /** Returns the resource's name under which the artefact of a model is looked up. */
    static String resourceName(String modelDigest) {
        return "artefacts/" + modelDigest.replaceAll("[^A-Za-z0-9]", "-") + ".json";
    }

    private static String resource(ModelSpec model) throws IOException, PluginException {
        try (InputStream stream = ArtefactSource.class.getResourceAsStream(resourceName(model.digest()))) {
            if (stream == null) {
                throw new PluginException("there is no truth direction for the model " + model.name() + " (digest "
                        + model.digest() + "); learn one with '" + TRAINING_COMMAND
                        + "' and name its file with the setting "
                        + SETTING);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void checkFit(TruthfulnessArtefact artefact, ModelSpec model, String origin) throws PluginException {
        String digest = artefact.provenance().modelDigest();
        if (!digest.equals(model.digest())) {
            throw new PluginException("the artefact " + origin + " was learned on "
                    + artefact.provenance().model()
                    + " with digest " + digest + ", the model has the digest " + model.digest()
                    + "; learn it again with '"
                    + TRAINING_COMMAND + "'");
        }
        checkSite(artefact.readOut().site(), artefact.readOut().direction(), model, origin);
        for (SteeringPatch patch : artefact.steering()) {
            checkSite(patch.site(), patch.direction(), model, origin);
            for (Direction axis : patch.removed()) {
                checkSite(patch.site(), axis, model, origin);
            }
        }
    }

    private static void checkSite(HookSite site, Direction direction, ModelSpec model, String origin)
            throws PluginException {
        if (!model.has(site) || direction.width() != model.width()) {
            throw new PluginException("the artefact " + origin + " has a direction of width " + direction.width()
                    + " at " + site + ", which does not fit " + model.name());
        }
    }
}
