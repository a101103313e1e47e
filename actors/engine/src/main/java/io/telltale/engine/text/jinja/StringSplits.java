package io.telltale.engine.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods of strings that take them apart. */
final class StringSplits {

    /** Whether a line comes with its newline. */
    enum LineEnds {
        KEPT,
        DROPPED
    }

    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u000B\f\u001C\u001D\u001E\u0085\u2028\u2029]");

    private StringSplits() {}

    static Optional<Value> of(String text, String name) {
        Callable method = switch (name) {
            case "split" -> arguments -> split(text, arguments, StringSplits::splits);
            case "rsplit" -> arguments -> split(text, arguments, StringSplits::splitsFromTheRight);
            case "splitlines" -> arguments -> splitLines(text, arguments);
            case "partition" -> arguments -> partitioned(text, arguments);
            case "rpartition" -> arguments -> partitionedRight(text, arguments);
            default -> null;
        };
        return Optional.ofNullable(method);
    }

    @FunctionalInterface
    private interface Splitter {
        List<String> split(String text, Value separator, int most);
    }

    private static Value split(String text, Arguments arguments, Splitter splitter) {
        Arguments.Bound bound = arguments.bind("sep", "maxsplit");
        int most = bound.whole("maxsplit", -1);
        Value separator = bound.orElse("sep", NoneValue.NONE);
        if (separator instanceof TextValue given && given.text().isEmpty()) {
            throw new TemplateException("empty separator");
        }
        return texts(splitter.split(text, separator, most < 0 ? Integer.MAX_VALUE : most));
    }

    private static Value texts(List<String> parts) {
        return SequenceValue.list(parts.stream().map(TextValue::new).toList());
    }

    private static List<String> splits(String text, Value separator, int most) {
        if (separator == NoneValue.NONE) {
            return words(text, most);
        }
        String between = Texts.text(separator);
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(between); at >= 0 && parts.size() < most; at = text.indexOf(between, from)) {
            parts.add(text.substring(from, at));
            from = at + between.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static List<String> words(String text, int most) {
        List<String> words = new ArrayList<>();
        int from = next(text, 0, Edge.WORD);
        while (from < text.length()) {
            int until = words.size() == most ? text.length() : next(text, from, Edge.SPACE);
            words.add(text.substring(from, until));
            from = next(text, until, Edge.WORD);
        }
        return words;
    }

    private enum Edge {
        WORD,
        SPACE
    }

    /** Where the next word or the next white space begins; the end of the text if none does. */
    private static int next(String text, int from, Edge edge) {
        int place = from;
        while (place < text.length() && PythonText.isSpace(text.charAt(place)) != (edge == Edge.SPACE)) {
            place++;
        }
        return place;
    }

    private static List<String> splitsFromTheRight(String text, Value separator, int most) {
        // Reversed, the right is the left.
        Value mirrored = separator == NoneValue.NONE ? separator : new TextValue(reversed(Texts.text(separator)));
        return splits(reversed(text), mirrored, most).reversed().stream()
                .map(StringSplits::reversed)
                .toList();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static Value splitLines(String text, Arguments arguments) {
        boolean kept = arguments.bind("keepends").flag("keepends");
        return texts(lines(text, kept ? LineEnds.KEPT : LineEnds.DROPPED));
    }

    static List<String> lines(String text, LineEnds ends) {
        List<String> lines = new ArrayList<>();
        Matcher end = LINE_END.matcher(text);
        int from = 0;
        while (end.find()) {
            lines.add(text.substring(from, ends == LineEnds.KEPT ? end.end() : end.start()));
            from = end.end();
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static Value partitioned(String text, Arguments arguments) {
        String separator = Texts.text(arguments.bind("sep").required("sep"));
        int at = text.indexOf(separator);
        return at < 0
                ? three(text, "", "")
                : three(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static Value partitionedRight(String text, Arguments arguments) {
        String separator = Texts.text(arguments.bind("sep").required("sep"));
        int at = text.lastIndexOf(separator);
        return at < 0
                ? three("", "", text)
                : three(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static Value three(String before, String separator, String after) {
        return SequenceValue.tuple(new TextValue(before), new TextValue(separator), new TextValue(after));
    }
}
