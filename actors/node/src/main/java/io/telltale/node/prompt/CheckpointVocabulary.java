package io.telltale.node.prompt;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.text.Tokenizer;
import io.telltale.spi.TokenIds;

/** Spells tokens with the tokenizer of a checkpoint. */
public final class CheckpointVocabulary implements Vocabulary {

    private static final String UNREADABLE = "\uFFFD";

    private final Checkpoint checkpoint;

    public CheckpointVocabulary(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public int size() {
        return checkpoint.spec().vocabularySize();
    }

    @Override
    public String text(int id) {
        return checkpoint.tokenizer().map(tokenizer -> text(tokenizer, id)).orElse(UNREADABLE);
    }

    /** A tokenizer may leave out the space at the beginning of a text, so the token is spelt as the second of its kind. */
    private static String text(Tokenizer tokenizer, int id) {
        String once = tokenizer.decodeVerbatim(TokenIds.of(id));
        String twice = tokenizer.decodeVerbatim(TokenIds.of(id, id));
        return twice.startsWith(once) ? twice.substring(once.length()) : once;
    }
}
