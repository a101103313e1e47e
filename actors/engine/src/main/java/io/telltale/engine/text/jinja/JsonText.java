package io.telltale.engine.text.jinja;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes values as Python's {@code json.dumps} does. */
final class JsonText {

    private static final int LAST_CONTROL = 0x1F;
    private static final int LAST_ASCII = 0x7E;

    private final Style style;
    private final StringBuilder text = new StringBuilder();

    private JsonText(Style style) {
        this.style = style;
    }

    /**
     * How JSON is written.
     *
     * @param indent what each level is indented by, on a line of its own; none if empty
     * @param keys in which order keys come
     */
    record Style(
            String indent, Layout layout, String itemSeparator, String keySeparator, Characters characters, Keys keys) {

        enum Layout {
            ONE_LINE,
            LINES
        }

        enum Characters {
            ALL,
            ASCII
        }

        enum Keys {
            AS_GIVEN,
            SORTED
        }
    }

    static String of(Value value, Style style) {
        var json = new JsonText(style);
        json.write(value, "\n");
        return json.text.toString();
    }

    private void write(Value value, String lineStart) {
        Budget.checkLength(text.length());
        switch (value) {
            case NoneValue ignored -> text.append("null");
            case BooleanValue truth -> text.append(truth.isTruthy() ? "true" : "false");
            case IntegerValue integer -> text.append(integer.number());
            case FloatValue real -> text.append(number(real.number()));
            case TextValue string -> writeString(string.text());
            case SequenceValue sequence -> writeList(sequence, lineStart);
            case DictValue dict -> writeDict(dict, lineStart);
            default -> throw unwritable(value);
        }
    }

    private static TemplateException unwritable(Value value) {
        return new TemplateException("a value of type " + value.typeName() + " cannot be written as JSON");
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : PythonText.of(number);
    }

    private void writeList(SequenceValue sequence, String lineStart) {
        List<Value> elements = sequence.elements();
        if (sequence.kind() == SequenceValue.Kind.RANGE) {
            throw unwritable(sequence);
        }
        if (elements.isEmpty()) {
            text.append("[]");
            return;
        }
        String inner = lineStart + style.indent();
        text.append('[').append(lineBreak(inner));
        Iterator<Value> rest = elements.iterator();
        write(rest.next(), inner);
        rest.forEachRemaining(element -> {
            text.append(style.itemSeparator()).append(lineBreak(inner));
            write(element, inner);
        });
        text.append(lineBreak(lineStart)).append(']');
    }

    private void writeDict(DictValue dict, String lineStart) {
        if (dict.length() == 0) {
            text.append("{}");
            return;
        }
        String inner = lineStart + style.indent();
        text.append('{');
        String separator = "";
        for (Map.Entry<Value, Value> entry : ordered(dict)) {
            text.append(separator).append(lineBreak(inner));
            writeString(key(entry.getKey()));
            text.append(style.keySeparator());
            write(entry.getValue(), inner);
            separator = style.itemSeparator();
        }
        text.append(lineBreak(lineStart)).append('}');
    }

    private List<Map.Entry<Value, Value>> ordered(DictValue dict) {
        List<Map.Entry<Value, Value>> entries = List.copyOf(dict.entries().entrySet());
        return style.keys() == Style.Keys.AS_GIVEN
                ? entries
                : entries.stream()
                        .sorted(Comparator.comparing(Map.Entry::getKey, Comparisons.ORDER))
                        .toList();
    }

    private String lineBreak(String lineStart) {
        return style.layout() == Style.Layout.LINES ? lineStart : "";
    }

    private static String key(Value key) {
        return switch (key) {
            case TextValue text -> text.text();
            case BooleanValue truth -> truth.isTruthy() ? "true" : "false";
            case NoneValue ignored -> "null";
            case IntegerValue integer -> integer.display();
            case FloatValue real -> number(real.number());
            default -> throw new TemplateException("a key of type " + key.typeName() + " cannot be written as JSON");
        };
    }

    private void writeString(String string) {
        text.append('"');
        string.chars().forEach(c -> text.append(escaped((char) c)));
        text.append('"');
    }

    private String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\b' -> "\\b";
            default -> mustEscape(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
        };
    }

    private boolean mustEscape(char c) {
        return c <= LAST_CONTROL || (style.characters() == Style.Characters.ASCII && c > LAST_ASCII);
    }
}
