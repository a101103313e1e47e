package io.telltale.engine.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.TensorEntry;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A tiny random checkpoint of one architecture family beside what Hugging Face transformers computes with it;
 * {@code make_parity_goldens.py} made both.
 *
 * @param folder holds {@code config.json}, {@code config.legacy.json}, the weights and the golden values
 */
record ParityFamily(Path folder) {

    /** Index of the prompt whose activations and continuation are golden too. */
    private static final int MIDDLE = 1;

    private static final int LONGEST = 3;
    private static final String IDS = "golden.json";
    private static final String VALUES = "golden.safetensors";

    /** Returns every family that has golden values. */
    static Stream<ParityFamily> all() {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.filter(Files::isDirectory).sorted().map(ParityFamily::new).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the family whose folder has that name. */
    static ParityFamily named(String name) {
        return new ParityFamily(root().resolve(name));
    }

    /** Returns the families that rotate queries and keys. */
    static Stream<ParityFamily> rotating() {
        return all().filter(family -> family.json("config.json").has("rope_parameters"));
    }

    private static Path root() {
        try {
            URL found = Objects.requireNonNull(ParityFamily.class.getResource("."));
            return Path.of(found.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Loads the model in one shard, in float32. */
    ShardChain load() {
        return ShardChain.whole(Checkpoint.open(folder));
    }

    /** Prompts of unequal lengths, shortest first. */
    List<TokenIds> prompts() {
        return json(IDS).path("prompts").valueStream().map(ParityFamily::ids).toList();
    }

    /** The prompt whose activations are golden. */
    TokenIds prompt() {
        return prompts().get(MIDDLE);
    }

    /** A prompt that passes every window and, where there is one, the original context. */
    TokenIds longPrompt() {
        return prompts().get(LONGEST);
    }

    /** What follows {@link #prompt()} greedily. */
    TokenIds decoded() {
        return ids(json(IDS).path("decoded"));
    }

    /** Scores after the last position of a prompt, {@code [1, V]}. */
    FloatMatrix logitsAfter(int prompt) {
        return matrix("prompt." + prompt + ".logits");
    }

    /** Scores after the last position of {@link #longPrompt()}. */
    FloatMatrix logitsAfterTheLongPrompt() {
        return logitsAfter(LONGEST);
    }

    FloatMatrix matrix(String name) {
        return values().read(name);
    }

    /** The residual stream behind the last block at the last positions of {@link #longPrompt()}. */
    FloatMatrix longResidual() {
        return matrix("long." + lastResidual());
    }

    /** The site of {@link #longResidual()}. */
    HookSite lastResidual() {
        return sites().stream()
                .filter(site -> values().entries().stream()
                        .anyMatch(entry -> entry.name().equals("long." + site)))
                .findFirst()
                .orElseThrow();
    }

    /** Every hook site that a model of this family has. */
    List<HookSite> sites() {
        return values().entries().stream()
                .map(TensorEntry::name)
                .filter(name -> name.contains("hook_") && !name.startsWith("long.") && !name.contains("@"))
                .map(HookSite::parse)
                .sorted()
                .toList();
    }

    /** Sites that another family has, and a model of this one lacks. */
    List<HookSite> sitesThatItLacks() {
        int layers = lastResidual().layer() + 1;
        return Arrays.stream(HookPoint.values())
                .filter(point -> point.scope() == HookPoint.Scope.BLOCK)
                .flatMap(point -> IntStream.range(0, layers).mapToObj(layer -> new HookSite(layer, point)))
                .filter(site -> !sites().contains(site))
                .toList();
    }

    /** Reads every site at every position. */
    ShardCapture everywhere() {
        return ShardCapture.of(sites(), ShardCapture.EVERY_POSITION);
    }

    private SafetensorsFile values() {
        return SafetensorsFile.open(folder.resolve(VALUES));
    }

    private JsonNode json(String name) {
        try {
            return new JsonMapper().readTree(folder.resolve(name).toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static TokenIds ids(JsonNode list) {
        return TokenIds.of(list.valueStream().mapToInt(JsonNode::asInt).toArray());
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
