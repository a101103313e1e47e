package io.telltale.engine.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The methods of strings. */
final class StringMethods {

    private StringMethods() {}

    static Optional<Value> of(TextValue value, String name) {
        String text = value.text();
        Callable method = switch (name) {
            case "strip" -> arguments -> strip(value, arguments);
            case "lstrip" -> arguments -> new TextValue(trimmedLeft(text, characters(arguments)));
            case "rstrip" -> arguments -> new TextValue(trimmedRight(text, characters(arguments)));
            case "upper" -> plain(LetterCase.upper(text));
            case "lower", "casefold" -> plain(LetterCase.lower(text));
            case "capitalize" -> plain(LetterCase.capitalized(text));
            case "title" -> plain(LetterCase.titled(text));
            case "swapcase" -> plain(LetterCase.swapped(text));
            case "startswith" -> arguments -> affix(arguments, text::startsWith);
            case "endswith" -> arguments -> affix(arguments, text::endsWith);
            case "removeprefix" -> arguments -> withoutPrefix(text, only(arguments));
            case "removesuffix" -> arguments -> withoutSuffix(text, only(arguments));
            case "replace" -> arguments -> replace(text, arguments);
            case "find" -> arguments -> IntegerValue.of(place(text, text.indexOf(only(arguments))));
            case "rfind" -> arguments -> IntegerValue.of(place(text, text.lastIndexOf(only(arguments))));
            case "index" -> arguments -> found(text, text.indexOf(only(arguments)));
            case "rindex" -> arguments -> found(text, text.lastIndexOf(only(arguments)));
            case "count" -> arguments -> IntegerValue.of(occurrences(text, only(arguments)));
            case "join" -> arguments -> joined(text, arguments);
            case "format" -> arguments -> new TextValue(BraceFormat.apply(text, arguments));
            case "zfill" -> arguments -> zeroFilled(text, arguments);
            case "ljust" -> arguments -> padded(text, arguments, Side.RIGHT);
            case "rjust" -> arguments -> padded(text, arguments, Side.LEFT);
            case "center" -> arguments -> centred(text, arguments);
            default -> null;
        };
        return Optional.<Value>ofNullable(method)
                .or(() -> StringSplits.of(text, name))
                .or(() -> question(text, name));
    }

    private enum Side {
        LEFT,
        RIGHT
    }

    private static Callable plain(String result) {
        return arguments -> {
            arguments.bind();
            return new TextValue(result);
        };
    }

    private static Optional<Value> question(String text, String name) {
        Callable method = switch (name) {
            case "isdigit", "isdecimal", "isnumeric" -> all(text, Character::isDigit);
            case "isalpha" -> all(text, Character::isLetter);
            case "isalnum" -> all(text, Character::isLetterOrDigit);
            case "isspace" -> all(text, PythonText::isSpace);
            case "isupper" -> arguments -> BooleanValue.of(LetterCase.isUpper(text));
            case "islower" -> arguments -> BooleanValue.of(LetterCase.isLower(text));
            default -> null;
        };
        return Optional.ofNullable(method);
    }

    private static Callable all(String text, IntPredicate test) {
        return arguments -> BooleanValue.of(!text.isEmpty() && text.codePoints().allMatch(test));
    }

    static Value strip(TextValue value, Arguments arguments) {
        Value characters = characters(arguments);
        return value.like(trimmedLeft(trimmedRight(value.text(), characters), characters));
    }

    private static Value characters(Arguments arguments) {
        return arguments.bind("chars").orElse("chars", NoneValue.NONE);
    }

    private static String trimmedLeft(String text, Value characters) {
        if (characters == NoneValue.NONE) {
            return PythonText.trimmedLeft(text);
        }
        String trimmed = Texts.text(characters);
        int start = 0;
        while (start < text.length() && trimmed.indexOf(text.codePointAt(start)) >= 0) {
            start = text.offsetByCodePoints(start, 1);
        }
        return text.substring(start);
    }

    private static String trimmedRight(String text, Value characters) {
        if (characters == NoneValue.NONE) {
            return PythonText.trimmedRight(text);
        }
        String trimmed = Texts.text(characters);
        int end = text.length();
        while (end > 0 && trimmed.indexOf(text.codePointBefore(end)) >= 0) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }

    private static String only(Arguments arguments) {
        return Texts.text(arguments.bind("sub").required("sub"));
    }

    private static Value affix(Arguments arguments, Predicate<String> has) {
        Value affix = arguments.bind("affix").required("affix");
        return BooleanValue.of(
                affix instanceof SequenceValue several
                        ? several.elements().stream().map(Texts::text).anyMatch(has)
                        : has.test(Texts.text(affix)));
    }

    private static Value withoutPrefix(String text, String prefix) {
        return new TextValue(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }

    private static Value withoutSuffix(String text, String suffix) {
        return new TextValue(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
    }

    private static Value replace(String text, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("old", "new", "count");
        return new TextValue(replaced(
                text, Texts.text(bound.required("old")), Texts.text(bound.required("new")), bound.whole("count", -1)));
    }

    static String replaced(String text, String old, String by, int count) {
        if (count < 0) {
            return Budget.checked(text.replace(old, by));
        }
        var replaced = new StringBuilder(text);
        int from = 0;
        for (int i = 0; i < count && from <= replaced.length(); i++) {
            int at = replaced.indexOf(old, from);
            if (at < 0) {
                break;
            }
            replaced.replace(at, at + old.length(), by);
            from = at + by.length() + (old.isEmpty() ? 1 : 0);
        }
        return Budget.checked(replaced.toString());
    }

    private static long place(String text, int index) {
        return index < 0 ? -1 : text.codePointCount(0, index);
    }

    private static Value found(String text, int index) {
        if (index < 0) {
            throw new TemplateException("substring not found");
        }
        return IntegerValue.of(place(text, index));
    }

    private static long occurrences(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static Value joined(String separator, Arguments arguments) {
        List<String> parts = new ArrayList<>();
        arguments.bind("iterable").required("iterable").iterate().forEachRemaining(part -> parts.add(Texts.text(part)));
        return new TextValue(Budget.checked(String.join(separator, parts)));
    }

    private static Value zeroFilled(String text, Arguments arguments) {
        int width = arguments.bind("width").whole("width", 0);
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String zeros = fill("0", width - text.codePointCount(0, text.length()));
        return new TextValue(signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text);
    }

    private static Value padded(String text, Arguments arguments, Side side) {
        Arguments.Bound bound = arguments.bind("width", "fillchar");
        String fill =
                fill(bound.text("fillchar", " "), bound.whole("width", 0) - text.codePointCount(0, text.length()));
        return new TextValue(side == Side.LEFT ? fill + text : text + fill);
    }

    private static Value centred(String text, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("width", "fillchar");
        return new TextValue(centred(text, bound.whole("width", 0), bound.text("fillchar", " ")));
    }

    static String centred(String text, int width, String fill) {
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        // Python puts the odd one to the left if the width is odd too.
        int left = missing / 2 + (missing & width & 1);
        return fill(fill, left) + text + fill(fill, missing - left);
    }

    private static String fill(String fill, int count) {
        Budget.checkLength((long) Math.max(0, count) * fill.length());
        return fill.repeat(Math.max(0, count));
    }

    /** The lines of a text, where a newline at the very end begins none. */
    static List<String> lines(String text) {
        return StringSplits.lines(text, StringSplits.LineEnds.DROPPED);
    }
}
