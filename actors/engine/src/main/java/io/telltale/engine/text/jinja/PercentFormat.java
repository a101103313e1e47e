package io.telltale.engine.text.jinja;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code 'format' % values}. */
final class PercentFormat {

    private static final Pattern DIRECTIVE = Pattern.compile(
            "%(?:\\((?<key>[^)]*)\\))?(?<flags>[-+ 0#]*)(?<width>\\d{0,6})(?:\\.(?<precision>\\d{1,4}))?(?<type>.?)",
            Pattern.DOTALL);
    private static final int DEFAULT_PRECISION = 6;

    private final Value values;
    private final Deque<Value> rest;

    private PercentFormat(Value values) {
        this.values = values;
        this.rest = new ArrayDeque<>(
                values instanceof SequenceValue tuple && tuple.kind() == SequenceValue.Kind.TUPLE
                        ? tuple.elements()
                        : List.of(values));
    }

    static String apply(String format, Value values) {
        var formatter = new PercentFormat(values);
        String text = DIRECTIVE
                .matcher(format)
                .replaceAll(directive -> Matcher.quoteReplacement(formatter.written(directive)));
        if (!formatter.rest.isEmpty() && !hasItems(values)) {
            throw new TemplateException("not all arguments converted during string formatting");
        }
        return Budget.checked(text);
    }

    /** To Python whatever can be asked for items may name values that a format does not use; a tuple must be used up. */
    private static boolean hasItems(Value values) {
        return values instanceof DictValue
                || values instanceof Undefined
                || (values instanceof SequenceValue sequence && sequence.kind() != SequenceValue.Kind.TUPLE);
    }

    private String written(MatchResult directive) {
        String type = directive.group("type");
        if (type.equals("%")) {
            return "%";
        }
        String text = converted(value(directive), directive);
        return padded(text, directive, !type.equals("s") && !type.equals("r"));
    }

    private Value value(MatchResult directive) {
        String key = directive.group("key");
        if (key != null) {
            return Access.item(values, new TextValue(key));
        }
        Value next = rest.poll();
        if (next == null) {
            throw new TemplateException("not enough arguments for format string");
        }
        return next;
    }

    private static String converted(Value value, MatchResult directive) {
        String precision = directive.group("precision");
        int digits = precision == null ? DEFAULT_PRECISION : Integer.parseInt(precision);
        return switch (directive.group("type")) {
            case "s" -> cut(value.display(), precision);
            case "r" -> cut(value.repr(), precision);
            case "d", "i", "u" -> signed(whole(value).display(), directive);
            case "f", "F" -> signed(String.format(Locale.ROOT, "%." + digits + "f", Numbers.real(value)), directive);
            case "x" -> signed(Numbers.integer(value).toString(16), directive);
            case "X" -> signed(Numbers.integer(value).toString(16).toUpperCase(Locale.ROOT), directive);
            default -> throw new TemplateException("the format " + directive.group() + " is not supported");
        };
    }

    private static String cut(String text, String precision) {
        return precision == null ? text : text.substring(0, Math.min(text.length(), Integer.parseInt(precision)));
    }

    private static Value whole(Value value) {
        return value instanceof FloatValue real
                ? new IntegerValue(new BigDecimal(real.number()).toBigInteger())
                : new IntegerValue(Numbers.integer(value));
    }

    private static String signed(String number, MatchResult directive) {
        String flags = directive.group("flags");
        if (number.startsWith("-")) {
            return number;
        }
        return flags.contains("+") ? "+" + number : flags.contains(" ") ? " " + number : number;
    }

    private static String padded(String text, MatchResult directive, boolean isNumber) {
        String flags = directive.group("flags");
        int width = directive.group("width").isEmpty() ? 0 : Integer.parseInt(directive.group("width"));
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (!isNumber || !flags.contains("0")) {
            return " ".repeat(missing) + text;
        }
        int digits = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        return text.substring(0, digits) + "0".repeat(missing) + text.substring(digits);
    }
}
