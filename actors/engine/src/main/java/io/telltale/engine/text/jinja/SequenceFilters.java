package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Filters.Filter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Filters that look into a sequence or a dictionary, or make one. */
final class SequenceFilters {

    static final Map<String, Filter> BY_NAME = Map.ofEntries(
            Map.entry("length", SequenceFilters::length),
            Map.entry("count", SequenceFilters::length),
            Map.entry("first", SequenceFilters::first),
            Map.entry("last", SequenceFilters::last),
            Map.entry("list", SequenceFilters::list),
            Map.entry("join", SequenceFilters::joined),
            Map.entry("items", SequenceFilters::items),
            Map.entry("attr", SequenceFilters::attribute),
            Map.entry("default", SequenceFilters::orDefault),
            Map.entry("d", SequenceFilters::orDefault),
            Map.entry("reverse", SequenceFilters::reversed),
            Map.entry("batch", SequenceFilters::batches),
            Map.entry("slice", SequenceFilters::slices));

    private SequenceFilters() {}

    static List<Value> elements(Value input) {
        List<Value> elements = new ArrayList<>();
        input.iterate().forEachRemaining(elements::add);
        return elements;
    }

    private static Value length(Value input, Arguments arguments) {
        arguments.bind();
        return IntegerValue.of(input.length());
    }

    private static Value first(Value input, Arguments arguments) {
        arguments.bind();
        Iterator<Value> elements = input.iterate();
        return elements.hasNext() ? elements.next() : new Undefined("No first item, sequence was empty.");
    }

    private static Value last(Value input, Arguments arguments) {
        arguments.bind();
        if (input instanceof Generator) {
            throw new TemplateException("'generator' object is not reversible");
        }
        List<Value> elements = elements(input);
        return elements.isEmpty() ? new Undefined("No last item, sequence was empty.") : elements.getLast();
    }

    private static Value list(Value input, Arguments arguments) {
        arguments.bind();
        return SequenceValue.list(elements(input));
    }

    private static Value joined(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("d", "attribute");
        Value attribute = bound.orElse("attribute", NoneValue.NONE);
        String joined = elements(input).stream()
                .map(element -> attribute == NoneValue.NONE ? element : Access.path(element, attribute))
                .map(Value::display)
                .collect(Collectors.joining(bound.orElse("d", TextValue.EMPTY).display()));
        return new TextValue(Budget.checked(joined));
    }

    private static Value items(Value input, Arguments arguments) {
        arguments.bind();
        if (input instanceof Undefined) {
            return Generator.of(List.of());
        }
        if (input instanceof DictValue dict) {
            return Generator.of(dict.pairs());
        }
        throw new TemplateException("only a mapping has item pairs, not " + input.typeName());
    }

    private static Value attribute(Value input, Arguments arguments) {
        String name = Texts.text(arguments.bind("name").required("name"));
        return input.attribute(name).orElseGet(() -> Undefined.attribute(input, name));
    }

    private static Value orDefault(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("default_value", "boolean");
        boolean absent = input instanceof Undefined || (bound.flag("boolean") && !input.isTruthy());
        return absent ? bound.orElse("default_value", TextValue.EMPTY) : input;
    }

    private static Value reversed(Value input, Arguments arguments) {
        arguments.bind();
        if (input instanceof TextValue text) {
            return Slices.of(text, NoneValue.NONE, NoneValue.NONE, IntegerValue.of(-1));
        }
        List<Value> elements = elements(input);
        Collections.reverse(elements);
        return Generator.of(elements);
    }

    private static Value batches(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("linecount", "fill_with");
        int size = positive(bound.required("linecount"));
        List<Value> elements = elements(input);
        List<Value> batches = new ArrayList<>();
        for (int start = 0; start < elements.size(); start += size) {
            List<Value> batch = new ArrayList<>(elements.subList(start, Math.min(start + size, elements.size())));
            bound.find("fill_with")
                    .filter(filler -> filler != NoneValue.NONE)
                    .ifPresent(filler -> batch.addAll(Collections.nCopies(size - batch.size(), filler)));
            batches.add(SequenceValue.list(batch));
        }
        return Generator.of(batches);
    }

    private static Value slices(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("slices", "fill_with");
        int count = positive(bound.required("slices"));
        List<Value> elements = elements(input);
        List<Value> slices = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < count; i++) {
            boolean isLonger = i < elements.size() % count;
            int end = start + elements.size() / count + (isLonger ? 1 : 0);
            List<Value> slice = new ArrayList<>(elements.subList(start, end));
            if (!isLonger) {
                bound.find("fill_with")
                        .filter(filler -> filler != NoneValue.NONE)
                        .ifPresent(slice::add);
            }
            slices.add(SequenceValue.list(slice));
            start = end;
        }
        return Generator.of(slices);
    }

    private static int positive(Value count) {
        int number = Numbers.whole(count);
        if (number < 1 || number > Budget.LONGEST_TEXT) {
            throw new TemplateException("needs a number above 0, not " + count.display());
        }
        return number;
    }
}
