package io.telltale.engine.text.jinja;

import java.util.Locale;
import java.util.stream.Collectors;

/** Upper and lower case as Python's strings know them. */
final class LetterCase {

    private LetterCase() {}

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(Character::isLowerCase);
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(Character::isUpperCase);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int second = text.offsetByCodePoints(0, 1);
        return titleCase(text.codePointAt(0)) + lower(text.substring(second));
    }

    /** Python begins a word wherever a letter follows something else. */
    static String titled(String text) {
        var titled = new StringBuilder();
        boolean inside = false;
        for (int codePoint : text.codePoints().toArray()) {
            boolean cased = Character.toUpperCase(codePoint) != Character.toLowerCase(codePoint);
            titled.append(cased && !inside ? titleCase(codePoint) : lower(Character.toString(codePoint)));
            inside = cased;
        }
        return titled.toString();
    }

    static String swapped(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> Character.isUpperCase(letter.codePointAt(0)) ? lower(letter) : upper(letter))
                .collect(Collectors.joining());
    }

    private static String titleCase(int codePoint) {
        int single = Character.toTitleCase(codePoint);
        String upper = upper(Character.toString(codePoint));
        // A letter whose capital is several letters, such as ß, keeps only the first of them large.
        return upper.codePointCount(0, upper.length()) == 1
                ? Character.toString(single)
                : Character.toString(upper.codePointAt(0)) + lower(upper.substring(upper.offsetByCodePoints(0, 1)));
    }
}
