package io.telltale.plugins.truthfulnesssteer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Artefacts as JSON text. */
public final class ArtefactJson {
    private static final String FORMAT = "telltale/truthfulness/1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ArtefactJson() {}

    /** Writes an artefact. */
    public static String write(TruthfulnessArtefact artefact) {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
        root.set("provenance", provenance(artefact.provenance()));
        root.set("readOut", readOut(artefact.readOut()));
        ArrayNode steering = root.putArray("steering");
        artefact.steering().forEach(patch -> steering.add(patch(patch)));
        root.put("trigger", artefact.trigger());
        return root.toPrettyString() + "\n";
    }

    /**
     * Reads an artefact.
     *
     * @throws IllegalArgumentException if the text is not an artefact of this plugin; the message names the field
     */
    public static TruthfulnessArtefact read(String text) {
        JsonNode root = parse(text);
        String format = root.path("format").asText();
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format is '" + format + "', expected '" + FORMAT + "'");
        }
        List<SteeringPatch> steering = new ArrayList<>();
        field(root, "steering").forEach(node -> steering.add(readPatch(node)));
        return new TruthfulnessArtefact(
                readProvenance(field(root, "provenance")),
                readReadOut(field(root, "readOut")),
                steering,
                number(root, "trigger"));
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

    private static ObjectNode readOut(TruthReadOut readOut) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("site", readOut.site().toString())
                .put("threshold", readOut.threshold())
                .put("riskSlope", readOut.riskSlope())
                .put("riskIntercept", readOut.riskIntercept())
                .put("smoothing", readOut.smoothing());
        node.set("direction", numbers(readOut.direction()));
        return node;
    }

    private static TruthReadOut readReadOut(JsonNode node) {
        return new TruthReadOut(
                site(node),
                readDirection(field(node, "direction")),
                number(node, "threshold"),
                number(node, "riskSlope"),
                number(node, "riskIntercept"),
                number(node, "smoothing"));
    }

    private static ObjectNode patch(SteeringPatch patch) {
        ObjectNode node =
                MAPPER.createObjectNode().put("site", patch.site().toString()).put("strength", patch.strength());
        node.set("direction", numbers(patch.direction()));
        ArrayNode removed = node.putArray("removed");
        patch.removed().forEach(axis -> removed.add(numbers(axis)));
        return node;
    }

    private static SteeringPatch readPatch(JsonNode node) {
        List<Direction> removed = new ArrayList<>();
        field(node, "removed").forEach(axis -> removed.add(readDirection(axis)));
        return new SteeringPatch(
                site(node), removed, readDirection(field(node, "direction")), number(node, "strength"));
    }

    private static ArrayNode numbers(Direction direction) {
        ArrayNode node = MAPPER.createArrayNode();
        for (float component : direction.toArray()) {
            node.add(component);
        }
        return node;
    }

    private static Direction readDirection(JsonNode components) {
        float[] values = new float[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = components.get(i).floatValue();
        }
        return Direction.of(values);
    }

    private static HookSite site(JsonNode node) {
        return HookSite.parse(field(node, "site").asText());
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
