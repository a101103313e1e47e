package io.telltale.engine.text.jinja;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The one value that a template can change: {@code namespace(found=false)}. */
final class Namespace implements Value {

    private final Map<String, Value> attributes = new LinkedHashMap<>();

    void set(String name, Value value) {
        if (name.startsWith("_")) {
            throw new TemplateException("a namespace takes no attribute that begins with an underscore: " + name);
        }
        attributes.put(name, value);
    }

    @Override
    public boolean isTruthy() {
        return true;
    }

    @Override
    public String display() {
        throw new TemplateException("a namespace cannot be written");
    }

    @Override
    public String typeName() {
        return "Namespace";
    }

    @Override
    public Optional<Value> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }
}
