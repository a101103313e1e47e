package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Filters.Filter;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Filters that apply a filter or a test, given by name, to every element. */
final class ChoiceFilters {

    private final Filters filters;

    ChoiceFilters(Filters filters) {
        this.filters = filters;
    }

    Map<String, Filter> byName() {
        return Map.of(
                "map", this::mapped,
                "select", (input, arguments) -> chosen(input, test(arguments)),
                "reject", (input, arguments) -> chosen(input, test(arguments).negate()),
                "selectattr", (input, arguments) -> chosen(input, attributeTest(arguments)),
                "rejectattr",
                        (input, arguments) ->
                                chosen(input, attributeTest(arguments).negate()));
    }

    private static Value chosen(Value input, Predicate<Value> test) {
        return new Generator(elements(input).filter(test).iterator());
    }

    /** The elements one by one, as they are asked for; to these filters None is as good as an empty list. */
    private static Stream<Value> elements(Value input) {
        return input.isTruthy()
                ? StreamSupport.stream(Spliterators.spliteratorUnknownSize(input.iterate(), Spliterator.ORDERED), false)
                : Stream.empty();
    }

    private Value mapped(Value input, Arguments arguments) {
        UnaryOperator<Value> change = change(arguments);
        return new Generator(elements(input).map(change).iterator());
    }

    private UnaryOperator<Value> change(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            Arguments.Bound bound = arguments.bind("attribute", "default");
            Value attribute = bound.required("attribute");
            Value absent = bound.orElse("default", NoneValue.NONE);
            return element -> {
                Value found = Access.path(element, attribute);
                return found instanceof Undefined && absent != NoneValue.NONE ? absent : found;
            };
        }
        String filter = Texts.text(arguments.positional().getFirst());
        return element -> filters.apply(filter, element, arguments.rest());
    }

    private Predicate<Value> attributeTest(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw new TemplateException("lacks its argument 'attribute'");
        }
        Value attribute = arguments.positional().getFirst();
        Predicate<Value> test = test(arguments.rest());
        return element -> test.test(Access.path(element, attribute));
    }

    private Predicate<Value> test(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            return Value::isTruthy;
        }
        String test = Texts.text(arguments.positional().getFirst());
        return element -> filters.tests().holds(test, element, arguments.rest());
    }
}
