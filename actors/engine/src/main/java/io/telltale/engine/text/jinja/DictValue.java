package io.telltale.engine.text.jinja;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A dictionary in the order in which its keys were given. */
record DictValue(Map<Value, Value> entries) implements Value {

    DictValue {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** Puts an entry as Python does: keys that are equal numbers are one, and the first of them stays. */
    static void put(Map<Value, Value> entries, Value key, Value value) {
        entries.put(keyLike(entries, hashable(key)), value);
    }

    /** What can be a key; lists and dictionaries cannot. */
    static Value hashable(Value key) {
        boolean isList = key instanceof SequenceValue sequence && sequence.kind() == SequenceValue.Kind.LIST;
        if (isList || key instanceof DictValue) {
            throw new TemplateException("unhashable type: '" + key.typeName() + "'");
        }
        return key;
    }

    private static Value keyLike(Map<Value, Value> entries, Value key) {
        if (!Numbers.isNumber(key)) {
            return key;
        }
        return entries.keySet().stream()
                .filter(known -> Comparisons.equal(known, key))
                .findFirst()
                .orElse(key);
    }

    /** Its entries as tuples of two. */
    List<Value> pairs() {
        return entries.entrySet().stream()
                .<Value>map(entry -> SequenceValue.tuple(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public boolean isTruthy() {
        return !entries.isEmpty();
    }

    @Override
    public String display() {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey().repr() + ": " + entry.getValue().repr())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String typeName() {
        return "dict";
    }

    @Override
    public Optional<Value> attribute(String name) {
        return DictMethods.of(this, name);
    }

    @Override
    public Optional<Value> item(Value key) {
        return Optional.ofNullable(entries.get(keyLike(entries, key)));
    }

    @Override
    public Iterator<Value> iterate() {
        return entries.keySet().iterator();
    }

    @Override
    public int length() {
        return entries.size();
    }
}
