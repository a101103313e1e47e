package io.telltale.plugins.artefact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.spi.HookSite;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one object of an artefact. Every method throws {@link IllegalArgumentException} that names the field, if it is not there or wrong. */
public final class ArtefactReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode node;

    private ArtefactReader(JsonNode node) {
        this.node = node;
    }

    /**
     * Reads an artefact.
     *
     * @param format that it must have
     */
    public static ArtefactReader of(String text, String format) {
        ArtefactReader reader = new ArtefactReader(parse(text));
        String found = reader.node.path("format").asText();
        if (!found.equals(format)) {
            throw new IllegalArgumentException("format is '" + found + "', expected '" + format + "'");
        }
        return reader;
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Returns how the artefact was made. */
    public Provenance provenance() {
        ArtefactReader reader = object("provenance");
        ArtefactReader figures = reader.object("figures");
        SortedMap<String, Double> named = new TreeMap<>();
        figures.node.fieldNames().forEachRemaining(name -> named.put(name, figures.number(name)));
        return new Provenance(
                reader.text("model"),
                reader.text("modelDigest"),
                reader.text("command"),
                reader.field("seed").asLong(),
                reader.text("date"),
                named,
                reader.field("sweep").valueStream().map(JsonNode::asText).toList());
    }

    public String text(String field) {
        return field(field).asText();
    }

    public double number(String field) {
        JsonNode value = field(field);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(field + " is not a number: " + value);
        }
        return value.asDouble();
    }

    public float[] vector(String field) {
        return vector(field(field));
    }

    /** Returns several vectors, one array each. */
    public List<float[]> vectors(String field) {
        return field(field).valueStream().map(ArtefactReader::vector).toList();
    }

    public HookSite site(String field) {
        return HookSite.parse(text(field));
    }

    public List<HookSite> sites(String field) {
        return field(field)
                .valueStream()
                .map(site -> HookSite.parse(site.asText()))
                .toList();
    }

    public ArtefactReader object(String field) {
        return new ArtefactReader(field(field));
    }

    public List<ArtefactReader> objects(String field) {
        return field(field).valueStream().map(ArtefactReader::new).toList();
    }

    private JsonNode field(String name) {
        JsonNode found = node.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the field " + name + " is missing");
        }
        return found;
    }

    private static float[] vector(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }
}
