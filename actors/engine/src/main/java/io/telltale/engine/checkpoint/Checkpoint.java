package io.telltale.engine.checkpoint;

import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.architecture.Architectures;
import io.telltale.engine.architecture.ConfigFile;
import io.telltale.engine.architecture.Dimensions;
import io.telltale.engine.architecture.ModelConfig;
import io.telltale.engine.architecture.TensorSpec;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.Tokenizer;
import io.telltale.spi.HookPoint;
import io.telltale.spi.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An opened Hugging Face checkpoint folder: {@code config.json}, {@code model.safetensors} or its index, and perhaps
 * {@code tokenizer.json}, {@code tokenizer_config.json}, {@code chat_template.jinja} and {@code generation_config.json}.
 *
 * <p>Opening reads every weight once, to check that it is finite and to compute the digest; nothing of them is kept.
 * Shards map the files, so a checkpoint in use must be replaced by renaming another over it, never written into.
 * Immutable, safe for use by several threads.
 */
public final class Checkpoint {

    private static final int DIGEST_CHARACTERS = 16;

    private final Path folder;
    private final ModelConfig config;
    private final WeightFiles weights;
    private final TextFiles text;
    private final ModelSpec spec;

    private Checkpoint(Path folder, ModelConfig config, WeightFiles weights, TextFiles text) {
        this.folder = folder;
        this.config = config;
        this.weights = weights;
        this.text = text;
        Dimensions dimensions = config.dimensions();
        this.spec = new ModelSpec(
                String.valueOf(folder.getFileName()),
                digest(folder, config, weights),
                config.architecture(),
                dimensions.layers(),
                dimensions.width(),
                config.widthAt(HookPoint.ATTN_Z),
                dimensions.feedForwardWidth(),
                dimensions.vocabularySize(),
                dimensions.contextLength(),
                config.experts().count(),
                config.absentSites());
    }

    /**
     * Opens a checkpoint and checks it.
     *
     * @throws EngineException naming the missing file, key or tensor, the unsupported value, the malformed part
     */
    public static Checkpoint open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new EngineException(Code.NOT_FOUND, "there is no checkpoint folder " + path);
        }
        Path folder = path.toAbsolutePath().normalize();
        WeightFiles weights = WeightFiles.open(folder);
        ModelConfig config =
                Architectures.read(ConfigFile.read(folder.resolve("config.json")), weights.storedTensors());
        weights.check(config.layout());
        return new Checkpoint(folder, config, weights, TextFiles.open(folder));
    }

    private static String digest(Path folder, ModelConfig config, WeightFiles weights) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(Files.readAllBytes(folder.resolve("config.json")));
            var audit = new WeightAudit(
                    sha, config.layout().stored().stream().map(TensorSpec::name).collect(Collectors.toSet()));
            for (SafetensorsFile file : weights.files()) {
                audit.read(file);
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGEST_CHARACTERS);
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + folder + ": " + failed.getMessage(), failed);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    /** Returns shape and identity of the model; its name is that of the folder. */
    public ModelSpec spec() {
        return spec;
    }

    /** Returns the configuration. */
    public ModelConfig config() {
        return config;
    }

    /** Returns the tokenizer, if the folder holds one. */
    public Optional<Tokenizer> tokenizer() {
        return text.tokenizer();
    }

    /** Returns what to say where there is no tokenizer: "no tokenizer", or what is there instead and how to convert it. */
    public String missingTokenizer() {
        return text.missingTokenizer();
    }

    /** Returns the template that turns a conversation into a prompt, if the folder holds one. */
    public Optional<ChatTemplate> chatTemplate() {
        return text.chatTemplate();
    }

    /** Returns the ids that end an answer; may be empty. */
    public Set<Integer> endOfSequenceIds() {
        return text.endOfSequenceIds();
    }

    /**
     * Returns how the publisher recommends to sample: temperature, filters and repetition penalty of {@code generation_config.json};
     * temperature 1 and nothing else where it says nothing.
     *
     * @throws EngineException if it says something that means nothing
     */
    public SamplingParameters recommendedSampling() {
        return RecommendedSampling.read(folder);
    }

    /** Returns where a weight of the layout is stored. */
    public StoredWeight stored(TensorSpec weight) {
        return weights.find(weight);
    }
}
