package io.telltale.almanac.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Encodes text as token ids and back. Special tokens in the text are recognised.
 *
 * <p>Not thread-safe: it remembers the words it has encoded.
 */
public final class BytePairTokenizer {

    private static final int REMEMBERED_WORDS = 20_000;
    private static final Pattern SPECIAL =
            Pattern.compile(SpecialTokens.ALL.stream().map(Pattern::quote).collect(Collectors.joining("|")));

    private final List<Merge> merges;
    private final Map<String, Integer> vocabulary;
    private final List<String> tokens;
    private final Map<Merge, Integer> ranks = new HashMap<>();
    private final Map<String, int[]> remembered = new HashMap<>();

    private BytePairTokenizer(List<Merge> merges, Map<String, Integer> vocabulary) {
        this.merges = List.copyOf(merges);
        this.vocabulary = vocabulary;
        this.tokens = List.copyOf(vocabulary.keySet());
        for (int rank = 0; rank < merges.size(); rank++) {
            ranks.put(merges.get(rank), rank);
        }
    }

    static BytePairTokenizer of(List<Merge> merges) {
        var vocabulary = new LinkedHashMap<String, Integer>();
        SpecialTokens.ALL.forEach(token -> vocabulary.putIfAbsent(token, vocabulary.size()));
        for (int value = 0; value < 256; value++) {
            vocabulary.putIfAbsent(ByteAlphabet.character(value), vocabulary.size());
        }
        merges.forEach(merge -> vocabulary.putIfAbsent(merge.joined(), vocabulary.size()));
        return new BytePairTokenizer(merges, vocabulary);
    }

    /** The number of tokens. */
    public int vocabularySize() {
        return tokens.size();
    }

    /** The id of a token as it stands in the vocabulary. */
    public int id(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no token '" + token + "'");
        }
        return id;
    }

    /** Encodes text; special tokens may stand in it. */
    public int[] encode(String text) {
        var ids = new ArrayList<int[]>();
        Matcher special = SPECIAL.matcher(text);
        int from = 0;
        while (special.find()) {
            encodeWords(text.substring(from, special.start()), ids);
            ids.add(new int[] {id(special.group())});
            from = special.end();
        }
        encodeWords(text.substring(from), ids);
        return ids.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private void encodeWords(String text, List<int[]> ids) {
        for (String word : WordSplitter.split(text)) {
            if (remembered.size() > REMEMBERED_WORDS) {
                remembered.clear();
            }
            ids.add(remembered.computeIfAbsent(word, this::encodeWord));
        }
    }

    private int[] encodeWord(String word) {
        List<String> parts = new ArrayList<>(
                ByteAlphabet.spell(word).chars().mapToObj(Character::toString).toList());
        for (int rank = lowestRank(parts); rank < merges.size(); rank = lowestRank(parts)) {
            BytePairTrainer.apply(merges.get(rank), parts);
        }
        return parts.stream().mapToInt(this::id).toArray();
    }

    private int lowestRank(List<String> parts) {
        int lowest = merges.size();
        for (int i = 0; i + 1 < parts.size(); i++) {
            lowest = Math.min(lowest, ranks.getOrDefault(new Merge(parts.get(i), parts.get(i + 1)), lowest));
        }
        return lowest;
    }

    /** Decodes ids to text, special tokens included. */
    public String decode(int[] ids) {
        var bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            String token = tokens.get(id);
            boolean special = id < SpecialTokens.ALL.size();
            bytes.writeBytes(special ? token.getBytes(StandardCharsets.UTF_8) : ByteAlphabet.unspell(token));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    Map<String, Integer> vocabulary() {
        return vocabulary;
    }

    List<Merge> merges() {
        return merges;
    }
}
