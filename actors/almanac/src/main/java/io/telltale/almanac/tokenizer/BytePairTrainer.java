package io.telltale.almanac.tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Learns merges from text: always the most frequent neighbours next, ties by their spelling. */
public final class BytePairTrainer {

    private static final int MINIMUM_COUNT = 2;

    private final Map<String, Integer> wordCounts = new TreeMap<>();

    /** Counts the words of a text. */
    public void read(String text) {
        for (String word : WordSplitter.split(text)) {
            wordCounts.merge(ByteAlphabet.spell(word), 1, Integer::sum);
        }
    }

    /** Learns a vocabulary of at most {@code vocabularySize} tokens, fewer when no neighbours occur twice. */
    public BytePairTokenizer train(int vocabularySize) {
        int base = SpecialTokens.ALL.size() + 256;
        if (vocabularySize < base) {
            throw new IllegalArgumentException("vocabulary size must be at least " + base + ": " + vocabularySize);
        }
        List<List<String>> words = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        wordCounts.forEach((word, count) -> {
            words.add(new ArrayList<>(word.chars().mapToObj(Character::toString).toList()));
            counts.add(count);
        });
        var merges = new ArrayList<Merge>();
        while (base + merges.size() < vocabularySize) {
            Merge best = mostFrequent(words, counts);
            if (best == null) {
                break;
            }
            merges.add(best);
            words.forEach(word -> apply(best, word));
        }
        return BytePairTokenizer.of(merges);
    }

    private static @Nullable Merge mostFrequent(List<List<String>> words, List<Integer> counts) {
        var pairs = new HashMap<Merge, Integer>();
        for (int i = 0; i < words.size(); i++) {
            List<String> word = words.get(i);
            for (int j = 0; j + 1 < word.size(); j++) {
                pairs.merge(new Merge(word.get(j), word.get(j + 1)), counts.get(i), Integer::sum);
            }
        }
        Merge best = null;
        int bestCount = MINIMUM_COUNT - 1;
        for (var pair : pairs.entrySet()) {
            boolean better = pair.getValue() > bestCount
                    || (best != null
                            && pair.getValue() == bestCount
                            && pair.getKey().compareTo(best) < 0);
            if (better) {
                best = pair.getKey();
                bestCount = pair.getValue();
            }
        }
        return best;
    }

    /** Joins every occurrence of the merge in the word, from the left. */
    static void apply(Merge merge, List<String> word) {
        for (int i = 0; i + 1 < word.size(); i++) {
            if (word.get(i).equals(merge.left()) && word.get(i + 1).equals(merge.right())) {
                word.set(i, merge.joined());
                word.remove(i + 1);
            }
        }
    }
}
