package io.telltale.plugins.truthfulnesssteer;

import io.telltale.plugins.artefact.ArtefactReader;
import io.telltale.plugins.artefact.ArtefactWriter;
import io.telltale.spi.Direction;

/** Artefacts as JSON text. */
public final class ArtefactJson {
    private static final String FORMAT = "telltale/truthfulness/1";

    private ArtefactJson() {}

    /** Writes an artefact. */
    public static String write(TruthfulnessArtefact artefact) {
        return ArtefactWriter.begin(FORMAT, artefact.provenance())
                .put("readOut", written(artefact.readOut()))
                .putObjects(
                        "steering",
                        artefact.steering().stream().map(ArtefactJson::written).toList())
                .put("trigger", artefact.trigger())
                .text();
    }

    /**
     * Reads an artefact.
     *
     * @throws IllegalArgumentException if the text is not an artefact of this plugin; the message names the field
     */
    public static TruthfulnessArtefact read(String text) {
        ArtefactReader reader = ArtefactReader.of(text, FORMAT);
        return new TruthfulnessArtefact(
                reader.provenance(),
                readOut(reader.object("readOut")),
                reader.objects("steering").stream().map(ArtefactJson::patch).toList(),
                reader.number("trigger"));
    }

    private static ArtefactWriter written(TruthReadOut readOut) {
        return new ArtefactWriter()
                .put("site", readOut.site())
                .put("threshold", readOut.threshold())
                .put("riskSlope", readOut.riskSlope())
                .put("riskIntercept", readOut.riskIntercept())
                .put("smoothing", readOut.smoothing())
                .put("direction", readOut.direction().toArray());
    }

    private static TruthReadOut readOut(ArtefactReader reader) {
        return new TruthReadOut(
                reader.site("site"),
                Direction.of(reader.vector("direction")),
                reader.number("threshold"),
                reader.number("riskSlope"),
                reader.number("riskIntercept"),
                reader.number("smoothing"));
    }

    private static ArtefactWriter written(SteeringPatch patch) {
        return new ArtefactWriter()
                .put("site", patch.site())
                .put("strength", patch.strength())
                .put("direction", patch.direction().toArray())
                .putVectors(
                        "removed",
                        patch.removed().stream().map(Direction::toArray).toList());
    }

    private static SteeringPatch patch(ArtefactReader reader) {
        return new SteeringPatch(
                reader.site("site"),
                reader.vectors("removed").stream().map(Direction::of).toList(),
                Direction.of(reader.vector("direction")),
                reader.number("strength"));
    }
}
