package io.telltale.benchmarks.peers.jlama;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tjake.jlama.model.llama.LlamaConfig;
import com.github.tjake.jlama.model.llama.LlamaModel;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.safetensors.SafeTensorSupport;
import com.github.tjake.jlama.safetensors.WeightLoader;
import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.KvBufferCache.KvBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Jlama's Llama, fed with token ids: a checkpoint of random weights has no texts. */
final class MeasuredLlama extends LlamaModel {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private final AbstractTensor logits;
    private Optional<KvBuffer> memory = Optional.empty();
    private int position;
    private int next;

    private MeasuredLlama(LlamaConfig config, WeightLoader weights, DType format) {
        super(config, weights, new NoTexts(), format, format, Optional.empty());
        this.logits = makeDenseTensor(config.vocabularySize);
    }

    /** Loads a checkpoint that is stored in the format it is to compute in. */
    static MeasuredLlama load(Path folder, DType format) throws IOException {
        LlamaConfig config = JSON.readValue(folder.resolve("config.json").toFile(), LlamaConfig.class);
        return new MeasuredLlama(config, SafeTensorSupport.loadWeights(folder.toFile()), format);
    }

    int vocabularySize() {
        return c.vocabularySize;
    }

    /** Forgets everything, runs a prompt and returns the most probable token. */
    int open(int[] prompt) {
        memory.ifPresent(KvBuffer::close);
        KvBuffer fresh = kvBufferCache.getEphemeralKvBuffer();
        memory = Optional.of(fresh);
        try (AbstractTensor last = batchForward(prompt, 0, fresh)) {
            next = best(last.slice(last.shape().first() - 1));
        }
        position = prompt.length;
        return next;
    }

    /** Decodes one token. */
    int step() {
        try (AbstractTensor last = forward(next, position, memory.orElseThrow())) {
            next = best(last);
        }
        position++;
        return next;
    }

    private int best(AbstractTensor output) {
        return sample(output, 0, 0, logits);
    }
}
