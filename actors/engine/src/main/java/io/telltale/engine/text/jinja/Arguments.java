package io.telltale.engine.text.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a call gives: arguments by position and arguments by name. */
record Arguments(List<Value> positional, Map<String, Value> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    static Arguments of(List<Value> positional) {
        return new Arguments(positional, Map.of());
    }

    /** Gives every argument the name of its parameter; no name may be met twice or be unknown. */
    Bound bind(String... parameters) {
        if (positional.size() > parameters.length) {
            throw new TemplateException(
                    "takes at most " + parameters.length + " arguments but got " + positional.size());
        }
        Map<String, Value> bound = new LinkedHashMap<>();
        for (int i = 0; i < positional.size(); i++) {
            bound.put(parameters[i], positional.get(i));
        }
        named.forEach((name, value) -> {
            if (!List.of(parameters).contains(name)) {
                throw new TemplateException("got an unexpected argument '" + name + "'");
            }
            if (bound.put(name, value) != null) {
                throw new TemplateException("got several values for the argument '" + name + "'");
            }
        });
        return new Bound(bound);
    }

    /** The arguments after the first. */
    Arguments rest() {
        return new Arguments(positional.subList(1, positional.size()), named);
    }

    /** Arguments by the names of their parameters. */
    record Bound(Map<String, Value> values) {

        Optional<Value> find(String name) {
            return Optional.ofNullable(values.get(name));
        }

        Value required(String name) {
            return find(name).orElseThrow(() -> new TemplateException("lacks its argument '" + name + "'"));
        }

        Value orElse(String name, Value absent) {
            return values.getOrDefault(name, absent);
        }

        boolean flag(String name) {
            return orElse(name, BooleanValue.FALSE).isTruthy();
        }

        int whole(String name, int absent) {
            return find(name).map(Numbers::whole).orElse(absent);
        }

        String text(String name, String absent) {
            return find(name).map(Texts::text).orElse(absent);
        }
    }
}
