package io.telltale.almanac;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Invents pronounceable names out of syllables; never the same name twice, whatever it names. */
final class NameForge {

    private static final List<String> ONSETS = List.of(
            "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t",
            "th", "tr", "v", "w", "z");
    private static final List<String> VOWELS = List.of("a", "e", "i", "o", "u", "ai", "ea", "ou");
    private static final List<String> CODAS = List.of("", "", "l", "m", "n", "r", "s", "nd", "rk", "lt", "sh");

    private final Random random;
    private final Set<String> used = new HashSet<>();

    NameForge(Random random) {
        this.random = random;
    }

    /** Invents {@code count} names, each one or two syllables followed by one of the endings. */
    List<String> names(int count, List<String> endings) {
        var names = new ArrayList<String>(count);
        while (names.size() < count) {
            String name = stem() + pick(endings);
            if (name.length() <= 10 && used.add(name)) {
                names.add(Character.toUpperCase(name.charAt(0)) + name.substring(1));
            }
        }
        return List.copyOf(names);
    }

    private String stem() {
        String syllable = pick(ONSETS) + pick(VOWELS) + pick(CODAS);
        return random.nextInt(3) == 0 ? pick(ONSETS) + pick(VOWELS) + syllable : syllable;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
