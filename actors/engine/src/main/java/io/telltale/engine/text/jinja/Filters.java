package io.telltale.engine.text.jinja;

import java.util.HashMap;
import java.util.Map;

/** All filters by name. */
final class Filters {

    /** What a filter does with its input. */
    @FunctionalInterface
    interface Filter {
        Value apply(Value input, Arguments arguments);
    }

    private final Tests tests = new Tests();
    private final Map<String, Filter> byName = new HashMap<>();

    Filters() {
        byName.putAll(TextFilters.BY_NAME);
        byName.putAll(NumberFilters.BY_NAME);
        byName.putAll(SequenceFilters.BY_NAME);
        byName.putAll(OrderFilters.BY_NAME);
        byName.putAll(new ChoiceFilters(this).byName());
    }

    Tests tests() {
        return tests;
    }

    Value apply(String name, Value input, Arguments arguments) {
        Filter filter = byName.get(name);
        if (filter == null) {
            throw new TemplateException("the filter '" + name + "' is not supported");
        }
        return Evaluator.named("the filter '" + name + "'", () -> filter.apply(input, arguments));
    }
}
