package io.telltale.engine.text.jinja;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The methods of dictionaries. */
final class DictMethods {

    /** Python's sandbox keeps templates from these. */
    private static final Set<String> CHANGING = Set.of("clear", "pop", "popitem", "setdefault", "update");

    private DictMethods() {}

    static Optional<Value> of(DictValue dict, String name) {
        if (CHANGING.contains(name)) {
            return Optional.of(unsafe(dict, name));
        }
        Callable method = switch (name) {
            case "items" -> arguments -> new View("dict_items", nullary(arguments, dict.pairs()));
            case "keys" ->
                arguments -> new View(
                        "dict_keys",
                        nullary(arguments, List.copyOf(dict.entries().keySet())));
            case "values" ->
                arguments -> new View(
                        "dict_values",
                        nullary(arguments, List.copyOf(dict.entries().values())));
            case "copy" -> arguments -> dict;
            case "get" -> arguments -> get(dict, arguments);
            default -> null;
        };
        return Optional.ofNullable(method);
    }

    /** What a method is that would change its owner: undefined, and says so when it is used. */
    static Value unsafe(Value owner, String name) {
        return new Undefined("access to attribute '" + name + "' of '" + owner.typeName() + "' object is unsafe");
    }

    private static List<Value> nullary(Arguments arguments, List<Value> elements) {
        arguments.bind();
        return elements;
    }

    private static Value get(DictValue dict, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("key", "default");
        return dict.item(bound.required("key")).orElse(bound.orElse("default", NoneValue.NONE));
    }
}
