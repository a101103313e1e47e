package io.telltale.engine.text.jinja;

import java.math.BigInteger;
import java.util.Optional;

/** Attributes and keys, where each stands in for the other as in Jinja2. */
final class Access {

    private Access() {}

    /** {@code owner.name} */
    static Value attribute(Value owner, String name) {
        return owner.attribute(name)
                .or(() -> owner.item(new TextValue(name)))
                .orElseGet(() -> Undefined.attribute(owner, name));
    }

    /** {@code owner[key]} */
    static Value item(Value owner, Value key) {
        return owner.item(key)
                .or(() -> key instanceof TextValue name ? owner.attribute(name.text()) : Optional.empty())
                .orElseGet(() -> Undefined.item(owner, key));
    }

    /** What {@code map(attribute="a.b.0")} and its like ask for: keys with dots between them. */
    static Value path(Value owner, Value path) {
        if (!(path instanceof TextValue dotted)) {
            return item(owner, path);
        }
        Value value = owner;
        for (String part : dotted.text().split("\\.", -1)) {
            boolean isIndex = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
            value = item(value, isIndex ? new IntegerValue(new BigInteger(part)) : new TextValue(part));
        }
        return value;
    }
}
