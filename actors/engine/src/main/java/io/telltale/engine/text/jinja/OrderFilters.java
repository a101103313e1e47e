package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Filters.Filter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that compare the elements of a sequence; upper and lower case are the same to them unless asked. */
final class OrderFilters {

    static final Map<String, Filter> BY_NAME = Map.of(
            "sort", OrderFilters::sorted,
            "dictsort", OrderFilters::dictSorted,
            "unique", OrderFilters::unique,
            "min", (input, arguments) -> extreme(input, arguments, Comparisons.ORDER),
            "max", (input, arguments) -> extreme(input, arguments, Comparisons.ORDER.reversed()),
            "groupby", OrderFilters::grouped);

    private OrderFilters() {}

    private static Value sorted(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("reverse", "case_sensitive", "attribute");
        List<UnaryOperator<Value>> keys = new ArrayList<>();
        if (bound.orElse("attribute", NoneValue.NONE) instanceof TextValue attributes) {
            for (String attribute : attributes.text().split(",", -1)) {
                keys.add(key(new TextValue(attribute), bound.flag("case_sensitive")));
            }
        } else {
            keys.add(key(bound.orElse("attribute", NoneValue.NONE), bound.flag("case_sensitive")));
        }
        Comparator<Value> order = keys.stream()
                .map(key -> Comparator.comparing(key, Comparisons.ORDER))
                .reduce(Comparator::thenComparing)
                .orElse(Comparisons.ORDER);
        return SequenceValue.list(sorted(SequenceFilters.elements(input), order, bound.flag("reverse")));
    }

    /** Sorts; equal elements keep their order also when it is reversed. */
    private static List<Value> sorted(List<Value> elements, Comparator<Value> order, boolean reversed) {
        return elements.stream().sorted(reversed ? order.reversed() : order).toList();
    }

    private static Value dictSorted(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("case_sensitive", "by", "reverse");
        if (!(input instanceof DictValue dict)) {
            throw new TemplateException("needs a mapping, not " + input.typeName());
        }
        int part = switch (bound.text("by", "key")) {
            case "key" -> 0;
            case "value" -> 1;
            default -> throw new TemplateException("can sort by 'key' or 'value' alone");
        };
        UnaryOperator<Value> key = key(IntegerValue.of(part), bound.flag("case_sensitive"));
        return SequenceValue.list(
                sorted(dict.pairs(), Comparator.comparing(key, Comparisons.ORDER), bound.flag("reverse")));
    }

    private static Value unique(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("case_sensitive", "attribute");
        UnaryOperator<Value> key = key(bound.orElse("attribute", NoneValue.NONE), bound.flag("case_sensitive"));
        Map<Value, Value> seen = new LinkedHashMap<>();
        List<Value> unique = new ArrayList<>();
        for (Value element : SequenceFilters.elements(input)) {
            int known = seen.size();
            DictValue.put(seen, key.apply(element), element);
            if (seen.size() > known) {
                unique.add(element);
            }
        }
        return Generator.of(unique);
    }

    private static Value extreme(Value input, Arguments arguments, Comparator<Value> order) {
        Arguments.Bound bound = arguments.bind("case_sensitive", "attribute");
        UnaryOperator<Value> key = key(bound.orElse("attribute", NoneValue.NONE), bound.flag("case_sensitive"));
        // Python keeps the first of equal elements; so does a reduction that moves on only to what is smaller.
        return SequenceFilters.elements(input).stream()
                .reduce((best, next) -> order.compare(key.apply(next), key.apply(best)) < 0 ? next : best)
                .orElse(new Undefined("No aggregated item, sequence was empty."));
    }

    private static Value grouped(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("attribute", "default", "case_sensitive");
        Value attribute = bound.required("attribute");
        Value absent = bound.orElse("default", NoneValue.NONE);
        UnaryOperator<Value> exact = element -> {
            Value found = Access.path(element, attribute);
            return found instanceof Undefined && absent != NoneValue.NONE ? absent : found;
        };
        UnaryOperator<Value> key = bound.flag("case_sensitive") ? exact : element -> withoutCase(exact.apply(element));
        List<Value> sorted =
                sorted(SequenceFilters.elements(input), Comparator.comparing(key, Comparisons.ORDER), false);
        List<Value> groups = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || !Comparisons.equal(key.apply(sorted.get(i)), key.apply(sorted.get(start)))) {
                groups.add(SequenceValue.tuple(
                        exact.apply(sorted.get(start)), SequenceValue.list(sorted.subList(start, i))));
                start = i;
            }
        }
        return SequenceValue.list(groups);
    }

    private static UnaryOperator<Value> key(Value attribute, boolean caseSensitive) {
        UnaryOperator<Value> exact =
                attribute == NoneValue.NONE ? element -> element : element -> Access.path(element, attribute);
        return caseSensitive ? exact : element -> withoutCase(exact.apply(element));
    }

    private static Value withoutCase(Value value) {
        return value instanceof TextValue text ? new TextValue(LetterCase.lower(text.text())) : value;
    }
}
