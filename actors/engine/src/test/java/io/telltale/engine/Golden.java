package io.telltale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A tiny random checkpoint beside what Hugging Face transformers computes with it; {@code make_golden.py} made both. */
public enum Golden {
    LLAMA("llama"),
    GPT2("gpt2");

    /**
     * Activations are of order 1 to 10 and pass some forty float32 operations; measured differences stay below 1e-5.
     */
    public static final double TOLERANCE = 1e-4;

    private final Path folder;

    Golden(String folder) {
        this.folder = resource(folder);
    }

    /** Returns a file or folder beside this class's golden values. */
    public static Path resource(String name) {
        try {
            URL found = Objects.requireNonNull(Golden.class.getResource("golden/" + name), name);
            return Path.of(found.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Path folder() {
        return folder;
    }

    public TokenIds prompt() {
        return ids("prompt");
    }

    /** The prompt and what follows it greedily. */
    public TokenIds greedy() {
        return ids("greedy");
    }

    private TokenIds ids(String key) {
        return TokenIds.of(json("golden.json")
                .path(key)
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .toArray());
    }

    public JsonNode json(String name) {
        try {
            return new JsonMapper().readTree(folder.resolve(name).toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public FloatMatrix matrix(String name) {
        return SafetensorsFile.open(folder.resolve("golden.safetensors")).read(name);
    }

    /** Scores after every position of the prompt, {@code [T, V]}. */
    public FloatMatrix logits() {
        return matrix("logits");
    }

    public Direction direction(int width) {
        return Direction.of(matrix("direction." + width).toArray());
    }

    /** Every hook site of the model. */
    public List<HookSite> sites() {
        return SafetensorsFile.open(folder.resolve("golden.safetensors")).entries().stream()
                .map(entry -> entry.name())
                .filter(name -> name.contains("hook_") && !name.contains("@"))
                .map(HookSite::parse)
                .sorted()
                .toList();
    }

    public static void assertClose(FloatMatrix actual, FloatMatrix expected, double tolerance, String what) {
        assertThat(List.of(actual.rows(), actual.columns()))
                .as("shape of " + what)
                .isEqualTo(List.of(expected.rows(), expected.columns()));
        assertThat(largestDifference(actual, expected)).as(what).isLessThan(tolerance);
    }

    public static double largestDifference(FloatMatrix first, FloatMatrix second) {
        double largest = 0;
        for (int row = 0; row < first.rows(); row++) {
            for (int column = 0; column < first.columns(); column++) {
                double difference = Math.abs(first.at(row, column) - second.at(row, column));
                // A NaN must fail the comparison, not hide from it.
                largest = difference >= 0 ? Math.max(largest, difference) : Double.POSITIVE_INFINITY;
            }
        }
        return largest;
    }
}
