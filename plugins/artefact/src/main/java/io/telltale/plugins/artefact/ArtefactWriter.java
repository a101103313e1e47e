package io.telltale.plugins.artefact;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.spi.HookSite;
import java.util.List;

/** Writes one object of an artefact, field by field. */
public final class ArtefactWriter {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode node = MAPPER.createObjectNode();

    /**
     * Begins an artefact.
     *
     * @param format name and version, for example {@code telltale/semantic-entropy/1}
     */
    public static ArtefactWriter begin(String format, Provenance provenance) {
        return new ArtefactWriter().put("format", format).put("provenance", written(provenance));
    }

    private static ArtefactWriter written(Provenance provenance) {
        ArtefactWriter figures = new ArtefactWriter();
        provenance.figures().forEach(figures::put);
        ArtefactWriter writer = new ArtefactWriter()
                .put("model", provenance.model())
                .put("modelDigest", provenance.modelDigest())
                .put("command", provenance.command());
        writer.node.put("seed", provenance.seed());
        writer.put("date", provenance.date()).put("figures", figures);
        provenance.sweep().forEach(writer.node.putArray("sweep")::add);
        return writer;
    }

    public ArtefactWriter put(String field, String value) {
        node.put(field, value);
        return this;
    }

    public ArtefactWriter put(String field, double value) {
        node.put(field, value);
        return this;
    }

    public ArtefactWriter put(String field, float... values) {
        write(node.putArray(field), values);
        return this;
    }

    public ArtefactWriter put(String field, HookSite site) {
        return put(field, site.toString());
    }

    public ArtefactWriter put(String field, ArtefactWriter object) {
        node.set(field, object.node);
        return this;
    }

    public ArtefactWriter putSites(String field, List<HookSite> sites) {
        ArrayNode array = node.putArray(field);
        sites.forEach(site -> array.add(site.toString()));
        return this;
    }

    public ArtefactWriter putObjects(String field, List<ArtefactWriter> objects) {
        ArrayNode array = node.putArray(field);
        objects.forEach(object -> array.add(object.node));
        return this;
    }

    /** Puts several vectors, one array each. */
    public ArtefactWriter putVectors(String field, List<float[]> vectors) {
        ArrayNode array = node.putArray(field);
        vectors.forEach(vector -> write(array.addArray(), vector));
        return this;
    }

    /** Returns the text of the artefact. */
    public String text() {
        return node.toPrettyString() + "\n";
    }

    private static void write(ArrayNode array, float... values) {
        for (float value : values) {
            array.add(value);
        }
    }
}
