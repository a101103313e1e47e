package io.telltale.engine.text.jinja;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code 'format'.format(values)}, with a width and an alignment at most. */
final class BraceFormat {

    private static final Pattern FIELD =
            Pattern.compile("\\{\\{|}}|\\{(?<name>[^{}!:]*)(?:!(?<conversion>[sr]))?(?::(?<spec>[^{}]*))?}|[{}]");
    private static final Pattern SPEC = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>^]))?(?<width>\\d{0,6})(?:\\.(?<precision>\\d{1,4}))?(?<type>[sdf]?)");
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[([^\\]]+)]");

    private final Arguments arguments;
    private int next;

    private BraceFormat(Arguments arguments) {
        this.arguments = arguments;
    }

    static String apply(String format, Arguments arguments) {
        var formatter = new BraceFormat(arguments);
        return Budget.checked(
                FIELD.matcher(format).replaceAll(field -> Matcher.quoteReplacement(formatter.written(field))));
    }

    private String written(MatchResult field) {
        return switch (field.group()) {
            case "{{" -> "{";
            case "}}" -> "}";
            case "{", "}" -> throw new TemplateException("a single '" + field.group() + "' stands in a format string");
            default -> {
                Value value = value(field.group("name"));
                Value converted = "r".equals(field.group("conversion")) ? new TextValue(value.repr()) : value;
                String spec = field.group("spec");
                yield spec == null || spec.isEmpty() ? converted.display() : aligned(converted, spec);
            }
        };
    }

    private Value value(String name) {
        int firstStep = firstStep(name);
        Value value = first(name.substring(0, firstStep));
        Matcher step = STEP.matcher(name.substring(firstStep));
        while (step.find()) {
            value = step.group(1) != null
                    ? Access.attribute(value, step.group(1))
                    : Access.item(value, key(step.group(2)));
        }
        return value;
    }

    private static int firstStep(String name) {
        int step = 0;
        while (step < name.length() && name.charAt(step) != '.' && name.charAt(step) != '[') {
            step++;
        }
        return step;
    }

    private static Value key(String key) {
        return isNumber(key) ? IntegerValue.of(Long.parseLong(key)) : new TextValue(key);
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }

    private Value first(String name) {
        List<Value> positional = arguments.positional();
        if (name.isEmpty() || isNumber(name)) {
            int index = name.isEmpty() ? next++ : Integer.parseInt(name);
            if (index >= positional.size()) {
                throw new TemplateException("a format string asks for argument " + index + " of " + positional.size());
            }
            return positional.get(index);
        }
        Map<String, Value> named = arguments.named();
        if (!named.containsKey(name)) {
            throw new TemplateException("a format string asks for the argument '" + name + "'");
        }
        return named.get(name);
    }

    private static String aligned(Value value, String spec) {
        Matcher matcher = SPEC.matcher(spec);
        if (!matcher.matches()) {
            throw new TemplateException("the format ':" + spec + "' is not supported");
        }
        String text = typed(value, matcher);
        int width = matcher.group("width").isEmpty() ? 0 : Integer.parseInt(matcher.group("width"));
        boolean zeros =
                matcher.group("align") == null && matcher.group("width").startsWith("0") && Numbers.isNumber(value);
        String fill = matcher.group("fill") == null ? (zeros ? "0" : " ") : matcher.group("fill");
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        String align = matcher.group("align") == null ? (Numbers.isNumber(value) ? ">" : "<") : matcher.group("align");
        return switch (align) {
            case "<" -> text + fill.repeat(missing);
            case ">" -> fill.repeat(missing) + text;
            default -> fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
        };
    }

    private static String typed(Value value, Matcher spec) {
        String precision = spec.group("precision") == null ? "" : "." + spec.group("precision");
        String type = spec.group("type").isEmpty() ? (Numbers.isNumber(value) ? "" : "s") : spec.group("type");
        if (type.isEmpty() && precision.isEmpty()) {
            return value.display();
        }
        if (type.isEmpty()) {
            throw new TemplateException("the format ':" + spec.group() + "' is not supported");
        }
        return PercentFormat.apply("%" + precision + type, SequenceValue.tuple(value));
    }
}
