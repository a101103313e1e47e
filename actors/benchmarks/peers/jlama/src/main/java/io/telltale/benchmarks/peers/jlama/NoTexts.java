package io.telltale.benchmarks.peers.jlama;

import com.github.tjake.jlama.safetensors.prompt.PromptSupport;
import com.github.tjake.jlama.safetensors.tokenizer.Tokenizer;
import com.github.tjake.jlama.safetensors.tokenizer.TokenizerModel;
import java.util.List;
import java.util.Optional;

/** The tokenizer that Jlama demands and nobody here asks. */
final class NoTexts implements Tokenizer {

    private static final String REFUSAL = "the checkpoint has no texts";

    @Override
    public List<String> tokenize(String sentence) {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public long[] encode(String sentence) {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public String decode(long id) {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public String decode(long[] ids) {
        throw new UnsupportedOperationException(REFUSAL);
    }

    @Override
    public Optional<PromptSupport> promptSupport() {
        return Optional.empty();
    }

    @Override
    public TokenizerModel getModel() {
        throw new UnsupportedOperationException(REFUSAL);
    }
}
