package io.telltale.plugins.semanticentropy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Artefacts as JSON text. */
public final class ArtefactJson {
    private static final String FORMAT = "telltale/semantic-entropy/1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ArtefactJson() {}

    /** Writes an artefact. */
    public static String write(EntropyArtefact artefact) {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
        root.set("provenance", provenance(artefact.provenance()));
        root.set("beforeAnswer", probe(artefact.beforeAnswer()));
        root.set("afterAnswer", probe(artefact.afterAnswer()));
        root.put("endPosition", artefact.endPosition().name());
        root.put("highEntropy", artefact.highEntropy());
        return root.toPrettyString() + "\n";
    }

    /**
     * Reads an artefact.
     *
     * @throws IllegalArgumentException if the text is not an artefact of this plugin; the message names the field
     */
    public static EntropyArtefact read(String text) {
        JsonNode root = parse(text);
        String format = root.path("format").asText();
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format is '" + format + "', expected '" + FORMAT + "'");
        }
        return new EntropyArtefact(
                readProvenance(field(root, "provenance")),
                readProbe(field(root, "beforeAnswer")),
                readProbe(field(root, "afterAnswer")),
                EndPosition.valueOf(field(root, "endPosition").asText()),
                number(root, "highEntropy"));
    }

    private static ObjectNode provenance(Provenance provenance) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("model", provenance.model())
                .put("modelDigest", provenance.modelDigest())
                .put("command", provenance.command())
                .put("seed", provenance.seed())
                .put("date", provenance.date());
        ObjectNode figures = node.putObject("figures");
        provenance.figures().forEach(figures::put);
        ArrayNode sweep = node.putArray("sweep");
        provenance.sweep().forEach(sweep::add);
        return node;
    }

    private static Provenance readProvenance(JsonNode node) {
        SortedMap<String, Double> figures = new TreeMap<>();
        field(node, "figures")
                .properties()
                .forEach(
                        figure -> figures.put(figure.getKey(), figure.getValue().asDouble()));
        List<String> sweep = new ArrayList<>();
        field(node, "sweep").forEach(line -> sweep.add(line.asText()));
        return new Provenance(
                field(node, "model").asText(),
                field(node, "modelDigest").asText(),
                field(node, "command").asText(),
                field(node, "seed").asLong(),
                field(node, "date").asText(),
                figures,
                sweep);
    }

    private static ObjectNode probe(EntropyProbe probe) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode sites = node.putArray("sites");
        probe.sites().forEach(site -> sites.add(site.toString()));
        ArrayNode weights = node.putArray("weights");
        for (float weight : probe.weights().toArray()) {
            weights.add(weight);
        }
        return node.put("bias", probe.bias()).put("trigger", probe.trigger());
    }

    private static EntropyProbe readProbe(JsonNode node) {
        List<HookSite> sites = new ArrayList<>();
        field(node, "sites").forEach(site -> sites.add(HookSite.parse(site.asText())));
        JsonNode weights = field(node, "weights");
        float[] values = new float[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.get(i).floatValue();
        }
        return new EntropyProbe(
                sites, FloatMatrix.owning(1, values.length, values), number(node, "bias"), number(node, "trigger"));
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = field(node, name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(name + " is not a number: " + value);
        }
        return value.asDouble();
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode found = node.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the field " + name + " is missing");
        }
        return found;
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
