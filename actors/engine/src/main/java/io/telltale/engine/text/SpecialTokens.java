package io.telltale.engine.text;

import java.util.List;
import java.util.Map;

/**
 * The special tokens that a chat template may write, as text by name. A token that a tokenizer lacks is no entry: to the
 * template it is undefined.
 *
 * @param texts by {@link #NAMES name}
 */
public record SpecialTokens(Map<String, String> texts) {

    /** The names under which tokenizers keep special tokens. */
    public static final List<String> NAMES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    public SpecialTokens {
        texts = Map.copyOf(texts);
    }

    /** Makes the tokens of a tokenizer that has no others than these two. */
    public SpecialTokens(String beginOfSequence, String endOfSequence) {
        this(Map.of("bos_token", beginOfSequence, "eos_token", endOfSequence));
    }
}
