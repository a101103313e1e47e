package io.telltale.plugins.artefact;

import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Finds a plugin's artefact for a model: the file that the setting {@code artefact} names, or the one that the plugin brings for the
 * model's digest.
 *
 * @param owner a class beside which the plugin's resources lie
 * @param what is learned, for people
 * @param command that learns it
 * @param reader of the text; throws {@link IllegalArgumentException} if it is not such an artefact
 */
public record ArtefactSource<A extends Artefact>(
        Class<?> owner, String what, String command, Function<String, A> reader) {

    private static final String SETTING = "artefact";

    /**
     * Finds the artefact.
     *
     * @throws PluginException if there is none, or one that cannot be used or was learned on another model
     */
    public A find(PluginContext context) throws PluginException {
        String file = context.settings().get(SETTING);
        String origin = file == null ? resourceName(context.model().digest()) : file;
        try {
            A artefact = reader.apply(file == null ? resource(context.model()) : Files.readString(Path.of(file)));
            check(artefact, context.model());
            return artefact;
        } catch (IOException e) {
            throw new PluginException("the artefact " + origin + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new PluginException("the artefact " + origin + " is not usable: " + e.getMessage(), e);
        }
    }

    private void check(A artefact, ModelSpec model) {
        Provenance provenance = artefact.provenance();
        if (!provenance.modelDigest().equals(model.digest())) {
            throw new IllegalArgumentException("it was learned on " + provenance.model() + " with digest "
                    + provenance.modelDigest() + ", the model has the digest " + model.digest()
                    + "; learn it again with '" + command + "'");
        }
        artefact.vectors().forEach(vector -> {
            if (!model.has(vector.site()) || vector.width() != model.width()) {
                throw new IllegalArgumentException("it has a vector of width " + vector.width() + " at " + vector.site()
                        + ", which does not fit " + model.name());
            }
        });
    }

    private String resource(ModelSpec model) throws IOException, PluginException {
        try (InputStream stream = owner.getResourceAsStream(resourceName(model.digest()))) {
            if (stream == null) {
                throw new PluginException("there is no " + what + " for the model " + model.name() + " (digest "
                        + model.digest() + "); learn one with '" + command + "' and name its file with the setting "
                        + SETTING);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String resourceName(String modelDigest) {
        return "artefacts/" + modelDigest.replaceAll("[^A-Za-z0-9]", "-") + ".json";
    }
}
