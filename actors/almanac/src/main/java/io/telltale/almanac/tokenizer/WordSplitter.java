package io.telltale.almanac.tokenizer;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts text where no token may cross: the rule of Hugging Face's {@code ByteLevel} pre-tokenizer. */
final class WordSplitter {

    private static final Pattern WORD = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private WordSplitter() {}

    /** The pieces of the text, in order; joined they are the text. */
    static List<String> split(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }
}
