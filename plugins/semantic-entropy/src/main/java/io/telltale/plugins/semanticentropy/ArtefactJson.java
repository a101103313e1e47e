package io.telltale.plugins.semanticentropy;

import io.telltale.plugins.artefact.ArtefactReader;
import io.telltale.plugins.artefact.ArtefactWriter;
import io.telltale.spi.FloatMatrix;

/** Artefacts as JSON text. */
public final class ArtefactJson {
    private static final String FORMAT = "telltale/semantic-entropy/1";

    private ArtefactJson() {}

    /** Writes an artefact. */
    public static String write(EntropyArtefact artefact) {
        return ArtefactWriter.begin(FORMAT, artefact.provenance())
                .put("beforeAnswer", written(artefact.beforeAnswer()))
                .put("afterAnswer", written(artefact.afterAnswer()))
                .put("endPosition", artefact.endPosition().name())
                .put("highEntropy", artefact.highEntropy())
                .text();
    }

    /**
     * Reads an artefact.
     *
     * @throws IllegalArgumentException if the text is not an artefact of this plugin; the message names the field
     */
    public static EntropyArtefact read(String text) {
        ArtefactReader reader = ArtefactReader.of(text, FORMAT);
        return new EntropyArtefact(
                reader.provenance(),
                probe(reader.object("beforeAnswer")),
                probe(reader.object("afterAnswer")),
                EndPosition.valueOf(reader.text("endPosition")),
                reader.number("highEntropy"));
    }

    private static ArtefactWriter written(EntropyProbe probe) {
        return new ArtefactWriter()
                .putSites("sites", probe.sites())
                .put("weights", probe.weights().toArray())
                .put("bias", probe.bias())
                .put("trigger", probe.trigger());
    }

    private static EntropyProbe probe(ArtefactReader reader) {
        float[] weights = reader.vector("weights");
        return new EntropyProbe(
                reader.sites("sites"),
                FloatMatrix.owning(1, weights.length, weights),
                reader.number("bias"),
                reader.number("trigger"));
    }
}
