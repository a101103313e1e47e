package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Filters.Filter;
import io.telltale.engine.text.jinja.JsonText.Style;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Filters that make text of their input. */
final class TextFilters {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final Pattern TITLED = Pattern.compile("[^-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int CENTRED_WIDTH = 80;
    private static final int INDENT = 4;
    private static final int LONGEST_UNTRUNCATED = 255;
    private static final int LEEWAY = 5;

    static final Map<String, Filter> BY_NAME = Map.ofEntries(
            Map.entry("capitalize", plain(LetterCase::capitalized)),
            Map.entry("lower", plain(LetterCase::lower)),
            Map.entry("upper", plain(LetterCase::upper)),
            Map.entry("string", (input, arguments) -> soft(input)),
            Map.entry("safe", (input, arguments) -> TextValue.markup(input.display())),
            Map.entry("title", plain(TextFilters::titled)),
            Map.entry("escape", (input, arguments) -> soft(input).escaped()),
            Map.entry("e", (input, arguments) -> soft(input).escaped()),
            Map.entry("forceescape", (input, arguments) -> new TextValue(input.display()).escaped()),
            Map.entry("wordcount", (input, arguments) -> words(input)),
            Map.entry("trim", TextFilters::trimmed),
            Map.entry("replace", TextFilters::replaced),
            Map.entry("indent", TextFilters::indented),
            Map.entry("center", TextFilters::centred),
            Map.entry("truncate", TextFilters::truncated),
            Map.entry("format", TextFilters::formatted),
            Map.entry("tojson", TextFilters::json));

    private TextFilters() {}

    private static Filter plain(UnaryOperator<String> change) {
        return (input, arguments) -> {
            arguments.bind();
            return soft(input).like(change.apply(input.display()));
        };
    }

    private static String titled(String text) {
        return TITLED.matcher(text)
                .replaceAll(word ->
                        Matcher.quoteReplacement(LetterCase.upper(word.group().substring(0, 1))
                                + LetterCase.lower(word.group().substring(1))));
    }

    /** The input as a string, which stays HTML if it is. */
    private static TextValue soft(Value input) {
        return input instanceof TextValue text ? text : new TextValue(input.display());
    }

    private static Value words(Value input) {
        return IntegerValue.of(WORD.matcher(input.display()).results().count());
    }

    private static Value trimmed(Value input, Arguments arguments) {
        arguments.bind("chars");
        return StringMethods.strip(soft(input), arguments);
    }

    private static Value replaced(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("old", "new", "count");
        return new TextValue(StringMethods.replaced(
                input.display(),
                bound.required("old").display(),
                bound.required("new").display(),
                bound.orElse("count", NoneValue.NONE) == NoneValue.NONE ? -1 : bound.whole("count", -1)));
    }

    private static Value indented(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("width", "first", "blank");
        Value width = bound.orElse("width", IntegerValue.of(INDENT));
        String indent = width instanceof TextValue text ? text.text() : " ".repeat(Numbers.whole(width));
        // The added newline is what Python adds too, so that a newline at the end is kept.
        List<String> lines = StringMethods.lines(Texts.text(input) + "\n");
        String first = lines.isEmpty() ? "" : lines.getFirst();
        String rest = lines.stream()
                .skip(1)
                .map(line -> "\n" + (line.isEmpty() && !bound.flag("blank") ? "" : indent) + line)
                .collect(Collectors.joining());
        return new TextValue((bound.flag("first") ? indent : "") + first + rest);
    }

    private static Value centred(Value input, Arguments arguments) {
        int width = arguments.bind("width").whole("width", CENTRED_WIDTH);
        return new TextValue(StringMethods.centred(input.display(), width, " "));
    }

    private static Value truncated(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("length", "killwords", "end", "leeway");
        int length = bound.whole("length", LONGEST_UNTRUNCATED);
        String end = bound.text("end", "...");
        if (input.length() <= length + bound.whole("leeway", LEEWAY)) {
            return input;
        }
        int[] characters = Texts.text(input).codePoints().toArray();
        int kept = length - end.codePointCount(0, end.length());
        if (kept < 0) {
            throw new TemplateException("length must be at least that of '" + end + "'");
        }
        String cut = new String(characters, 0, kept);
        int lastSpace = bound.flag("killwords") ? -1 : cut.lastIndexOf(' ');
        return new TextValue((lastSpace < 0 ? cut : cut.substring(0, lastSpace)) + end);
    }

    private static Value formatted(Value input, Arguments arguments) {
        if (!arguments.named().isEmpty()) {
            return new TextValue(PercentFormat.apply(input.display(), namedValues(arguments)));
        }
        var values = new SequenceValue(SequenceValue.Kind.TUPLE, arguments.positional());
        return new TextValue(PercentFormat.apply(input.display(), values));
    }

    private static DictValue namedValues(Arguments arguments) {
        return new DictValue(arguments.named().entrySet().stream()
                .collect(Collectors.toMap(entry -> new TextValue(entry.getKey()), Map.Entry::getValue)));
    }

    private static Value json(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("ensure_ascii", "indent", "separators", "sort_keys");
        Value indent = bound.orElse("indent", NoneValue.NONE);
        boolean oneLine = indent == NoneValue.NONE;
        List<String> separators = separators(bound.orElse("separators", NoneValue.NONE), oneLine);
        var style = new Style(
                oneLine
                        ? ""
                        : indent instanceof TextValue text
                                ? text.text()
                                : " ".repeat(Math.max(0, Numbers.whole(indent))),
                oneLine ? Style.Layout.ONE_LINE : Style.Layout.LINES,
                separators.getFirst(),
                separators.getLast(),
                bound.flag("ensure_ascii") ? Style.Characters.ASCII : Style.Characters.ALL,
                bound.flag("sort_keys") ? Style.Keys.SORTED : Style.Keys.AS_GIVEN);
        return new TextValue(JsonText.of(input, style));
    }

    private static List<String> separators(Value separators, boolean oneLine) {
        if (separators == NoneValue.NONE) {
            return List.of(oneLine ? ", " : ",", ": ");
        }
        if (separators instanceof SequenceValue pair && pair.length() == 2) {
            return pair.elements().stream().map(Texts::text).toList();
        }
        throw new TemplateException("separators must be two strings");
    }
}
