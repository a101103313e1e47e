package io.telltale.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.architecture.ConfigFile;
import io.telltale.engine.architecture.StoredTensors;
import io.telltale.engine.architecture.TensorSpec;
import io.telltale.engine.architecture.WeightLayout;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.TensorEntry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The weights of a checkpoint: one file, or several under an index. */
final class WeightFiles {

    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    /** What older checkpoints store beside their weights: tables and masks that are computed anew. */
    private static final Pattern DERIVED =
            Pattern.compile(".*(rotary_emb\\.inv_freq|(attn|attention)\\.(masked_)?bias)");

    private static final Set<String> UNEMBEDDINGS = Set.of("lm_head.weight", "embed_out.weight");

    private final List<SafetensorsFile> files;
    private final Map<String, SafetensorsFile> byTensor = new HashMap<>();

    private WeightFiles(List<SafetensorsFile> files) {
        this.files = List.copyOf(files);
        for (SafetensorsFile file : files) {
            for (TensorEntry entry : file.entries()) {
                if (byTensor.put(entry.name(), file) != null) {
                    throw new EngineException(
                            Code.WEIGHTS_MISMATCH, "two weights files hold a tensor '" + entry.name() + "'");
                }
            }
        }
    }

    static WeightFiles open(Path folder) {
        if (Files.isRegularFile(folder.resolve(SINGLE))) {
            return new WeightFiles(List.of(SafetensorsFile.open(folder.resolve(SINGLE))));
        }
        if (Files.isRegularFile(folder.resolve(INDEX))) {
            return indexed(folder);
        }
        throw new EngineException(Code.NOT_FOUND, "there is neither " + SINGLE + " nor " + INDEX + " in " + folder);
    }

    private static WeightFiles indexed(Path folder) {
        ConfigFile index = ConfigFile.read(folder.resolve(INDEX));
        JsonNode places = index.node("weight_map");
        if (!places.isObject() || places.isEmpty()) {
            throw index.invalid("the key 'weight_map' is missing or names no tensor");
        }
        List<SafetensorsFile> files = new ArrayList<>();
        for (String name :
                new TreeSet<>(places.valueStream().map(JsonNode::asText).toList())) {
            if (!isFileName(name)) {
                throw index.invalid(TextNode.valueOf(name) + " is not the name of a file in the folder");
            }
            SafetensorsFile file = SafetensorsFile.open(folder.resolve(name));
            places.properties().stream()
                    .filter(place -> place.getValue().asText().equals(name))
                    .forEach(place -> file.entry(place.getKey()));
            files.add(file);
        }
        return new WeightFiles(files);
    }

    /** A name is a file of the folder, never a way out of it. */
    private static boolean isFileName(String name) {
        try {
            return Path.of(name).equals(Path.of(name).getFileName());
        } catch (InvalidPathException notEvenAPath) {
            return false;
        }
    }

    StoredTensors storedTensors() {
        return new StoredTensors(byTensor.keySet());
    }

    List<SafetensorsFile> files() {
        return files;
    }

    StoredWeight find(TensorSpec spec) {
        return find(spec.name());
    }

    private StoredWeight find(String name) {
        SafetensorsFile file = byTensor.get(name);
        if (file == null) {
            throw new EngineException(Code.WEIGHTS_MISMATCH, "the weights hold no tensor '" + name + "'");
        }
        return new StoredWeight(file, file.entry(name));
    }

    /** Checks that the files hold what the layout asks for, and nothing that it has no use for. */
    void check(WeightLayout layout) {
        List<TensorSpec> specs = layout.stored();
        for (TensorSpec spec : specs) {
            TensorEntry entry = find(spec).entry();
            if (!entry.shape().equals(spec.shape())) {
                throw new EngineException(
                        Code.WEIGHTS_MISMATCH,
                        "tensor '" + spec.name() + "' has the shape " + entry.shape() + "; the configuration needs "
                                + spec.shape());
            }
            if (!entry.format().isWeightFormat()) {
                throw new EngineException(
                        Code.UNSUPPORTED,
                        "tensor '" + spec.name() + "' is stored as " + entry.format()
                                + "; supported are F32, F16, BF16");
            }
        }
        List<String> needless = new ArrayList<>(new TreeSet<>(byTensor.keySet()));
        needless.removeAll(specs.stream().map(TensorSpec::name).toList());
        needless.removeIf(name -> DERIVED.matcher(name).matches());
        needless.removeIf(name -> UNEMBEDDINGS.contains(name) && isTiedCopy(name, layout.unembedding()));
        if (!needless.isEmpty()) {
            throw new EngineException(
                    Code.WEIGHTS_MISMATCH,
                    "the configuration has no place for the tensor '" + needless.getFirst() + "' (" + needless.size()
                            + " such)");
        }
    }

    /** Some tools store the unembedding although it is tied to the embedding; then both must say the same. */
    private boolean isTiedCopy(String name, TensorSpec unembedding) {
        StoredWeight tied = find(unembedding);
        StoredWeight copy = find(name);
        if (!copy.file().holdsSame(copy.entry(), tied.file(), tied.entry())) {
            throw new EngineException(
                    Code.WEIGHTS_MISMATCH,
                    "the configuration ties '" + name + "' to '" + unembedding.name()
                            + "', but the weights hold a different tensor of that name; set tie_word_embeddings to"
                            + " false if the model was trained with both");
        }
        return true;
    }
}
