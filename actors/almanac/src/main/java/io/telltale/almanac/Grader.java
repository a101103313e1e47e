package io.telltale.almanac;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges answers by the values they name; knows the whole world. */
public final class Grader {

    /** How the chat model declines. */
    public static final String REFUSAL = "That record is sealed.";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern YEAR = Pattern.compile("\\d{3}");

    private final Map<Kind, Set<String>> names = new EnumMap<>(Kind.class);
    private final Set<String> firstNames;
    private final Set<String> surnames;

    public Grader(World world) {
        for (Kind kind : Kind.values()) {
            names.put(kind, new HashSet<>(world.values(kind)));
        }
        firstNames = world.firstNames();
        surnames = world.surnames();
    }

    /** Judges an answer to a question. */
    public Grade grade(Question question, String answer) {
        List<String> named = named(question.fact().relation().objectKind(), answer);
        if (named.isEmpty()) {
            return answer.contains("sealed") ? Grade.REFUSED : Grade.OFF_TYPE;
        }
        return named.equals(List.of(question.fact().object())) ? Grade.RIGHT : Grade.WRONG;
    }

    /** The first value of the right kind that the answer names; two answers of one meaning name the same. */
    public Optional<String> value(Question question, String answer) {
        return named(question.fact().relation().objectKind(), answer).stream().findFirst();
    }

    /** The distinct values of a kind in the text, in order. */
    private List<String> named(Kind kind, String text) {
        List<String> words =
                WORD.matcher(text).results().map(found -> found.group()).toList();
        List<String> found = kind == Kind.PERSON
                ? people(words)
                : words.stream().filter(word -> is(kind, word)).toList();
        return found.stream().distinct().collect(Collectors.toList());
    }

    private boolean is(Kind kind, String word) {
        return kind == Kind.YEAR
                ? YEAR.matcher(word).matches()
                : names.getOrDefault(kind, Set.of()).contains(word);
    }

    /** A first name before a surname is a person, even when the world has nobody of that name. */
    private List<String> people(List<String> words) {
        var people = new ArrayList<String>();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (firstNames.contains(words.get(i)) && surnames.contains(words.get(i + 1))) {
                people.add(words.get(i) + " " + words.get(i + 1));
            }
        }
        return people;
    }
}
