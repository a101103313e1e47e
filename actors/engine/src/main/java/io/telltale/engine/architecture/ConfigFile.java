package io.telltale.engine.architecture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSON file of a checkpoint, read key by key; what is missing, malformed or unsupported is named. */
public final class ConfigFile {

    /** Nothing is in it. */
    static final ConfigFile EMPTY = new ConfigFile("nothing", MissingNode.getInstance());

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final JsonNode root;

    private ConfigFile(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws EngineException if it is absent or not a JSON object
     */
    public static ConfigFile read(Path path) {
        String name = String.valueOf(path.getFileName());
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(path));
            if (!root.isObject()) {
                throw new EngineException(Code.CONFIG_INVALID, name + " is not a JSON object");
            }
            return new ConfigFile(name, root);
        } catch (JsonProcessingException malformed) {
            throw new EngineException(
                    Code.CONFIG_INVALID, name + " is not valid JSON: " + malformed.getOriginalMessage(), malformed);
        } catch (NoSuchFileException absent) {
            throw new EngineException(Code.NOT_FOUND, "there is no file " + path, absent);
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + path + ": " + failed.getMessage(), failed);
        }
    }

    /** Reads a file that a checkpoint may lack; then nothing is in it. */
    public static ConfigFile readIfPresent(Path path) {
        return Files.isRegularFile(path)
                ? read(path)
                : new ConfigFile(String.valueOf(path.getFileName()), MissingNode.getInstance());
    }

    /** A key that is absent and one that is null are the same, as they are to Hugging Face. */
    public boolean has(String key) {
        return root.hasNonNull(key);
    }

    /** Returns the value of a key, perhaps a missing one. */
    public JsonNode node(String key) {
        return root.path(key);
    }

    /** Whether a key is there at all, be it with the value null. */
    boolean states(String key) {
        return root.has(key);
    }

    ConfigFile nested(String key) {
        return new ConfigFile(name + ": " + key, root.path(key));
    }

    int positive(String key) {
        JsonNode node = required(key);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1) {
            throw invalid(key + " must be a positive whole number, not " + node);
        }
        return node.asInt();
    }

    int positive(String key, int otherwise) {
        return has(key) ? positive(key) : otherwise;
    }

    /** Returns a number of layers; every layer has tensors of its own. */
    int layers(String key, int storedTensors) {
        int layers = positive(key);
        if (layers > storedTensors) {
            throw invalid(key + " must be at most " + storedTensors + ", the number of stored tensors, not " + layers);
        }
        return layers;
    }

    double number(String key) {
        JsonNode node = required(key);
        if (!node.isNumber()) {
            throw invalid(key + " must be a number, not " + node);
        }
        return node.asDouble();
    }

    /** Returns a number, or another where the key is absent. */
    public double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    double positiveNumber(String key) {
        double number = number(key);
        if (!(number > 0) || Double.isInfinite(number)) {
            throw invalid(key + " must be a finite number above 0, not " + number);
        }
        return number;
    }

    double positiveNumber(String key, double otherwise) {
        return has(key) ? positiveNumber(key) : otherwise;
    }

    int wholeNumber(String key, int otherwise) {
        return has(key) ? wholeNumber(key, root.get(key)) : otherwise;
    }

    private int wholeNumber(String key, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw invalid(key + " must hold whole numbers, not " + node);
        }
        return node.asInt();
    }

    /** Returns a list of whole numbers; an absent one is empty. */
    List<Integer> wholeNumbers(String key) {
        return elements(key).map(node -> wholeNumber(key, node)).toList();
    }

    /** Returns a list of finite numbers above 0; an absent one is empty. */
    List<Double> positiveNumbers(String key) {
        return elements(key)
                .map(node -> {
                    if (!node.isNumber() || !(node.asDouble() > 0) || Double.isInfinite(node.asDouble())) {
                        throw invalid(key + " must hold finite numbers above 0, not " + node);
                    }
                    return node.asDouble();
                })
                .toList();
    }

    /** Returns a list of texts; an absent one is empty. */
    List<String> texts(String key) {
        return elements(key)
                .map(node -> {
                    if (!node.isTextual()) {
                        throw invalid(key + " must hold texts, not " + node);
                    }
                    return node.asText();
                })
                .toList();
    }

    private Stream<JsonNode> elements(String key) {
        if (has(key) && !root.get(key).isArray()) {
            throw invalid(key + " must be a list, not " + root.get(key));
        }
        return has(key) ? root.get(key).valueStream() : Stream.empty();
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode node = root.path(key);
        if (has(key) && !node.isBoolean()) {
            throw invalid(key + " must be true or false, not " + node);
        }
        return node.asBoolean(otherwise);
    }

    String text(String key) {
        JsonNode node = required(key);
        if (!node.isTextual()) {
            throw invalid(key + " must be text, not " + node);
        }
        return node.asText();
    }

    /** Returns token ids, which are stored as one number or as a list of them. */
    public Set<Integer> tokenIds(String key) {
        JsonNode node = required(key);
        Stream<JsonNode> ids = node.isArray() ? node.valueStream() : Stream.of(node);
        return ids.map(id -> tokenId(key, id)).collect(Collectors.toUnmodifiableSet());
    }

    /** Transformers writes 50256 into every GPT-2, so an id outside the vocabulary is no fault. */
    private int tokenId(String key, JsonNode id) {
        if (!id.isIntegralNumber() || !id.canConvertToInt() || id.asInt() < 0) {
            throw invalid(key + " must be a token id or a list of token ids, not " + id);
        }
        return id.asInt();
    }

    /** Returns a special token, which is stored as its text or as an object around it. */
    public Optional<String> token(String key) {
        JsonNode node = root.path(key);
        JsonNode content = node.isObject() ? node.path("content") : node;
        return content.isTextual() ? Optional.of(content.asText()) : Optional.empty();
    }

    void refuse(String key, boolean unsupported) {
        if (unsupported) {
            throw unsupported(key + " = " + root.path(key));
        }
    }

    /** Returns the error that this file contradicts itself or lacks something. */
    public EngineException invalid(String fault) {
        return new EngineException(Code.CONFIG_INVALID, name + ": " + fault);
    }

    /** Returns the error that this file asks for something that the engine does not do. */
    public EngineException unsupported(String what) {
        return new EngineException(Code.UNSUPPORTED, name + " asks for what the engine does not compute: " + what);
    }

    private JsonNode required(String key) {
        if (!has(key)) {
            throw invalid("the key '" + key + "' is missing");
        }
        return root.get(key);
    }
}
