package io.telltale.engine.text.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A list, a tuple or a range.
 *
 * @param kind which of them
 */
record SequenceValue(Kind kind, List<Value> elements) implements Value {

    enum Kind {
        LIST("list"),
        TUPLE("tuple"),
        RANGE("range");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }
    }

    SequenceValue {
        elements = List.copyOf(elements);
    }

    static SequenceValue list(List<? extends Value> elements) {
        return new SequenceValue(Kind.LIST, List.copyOf(elements));
    }

    static SequenceValue tuple(Value... elements) {
        return new SequenceValue(Kind.TUPLE, List.of(elements));
    }

    @Override
    public boolean isTruthy() {
        return !elements.isEmpty();
    }

    @Override
    public String display() {
        if (kind == Kind.RANGE) {
            throw new TemplateException("a range cannot be written; make a list of it first");
        }
        String written = elements.stream().map(Value::repr).collect(Collectors.joining(", "));
        if (kind == Kind.LIST) {
            return "[" + written + "]";
        }
        return elements.size() == 1 ? "(" + written + ",)" : "(" + written + ")";
    }

    @Override
    public String typeName() {
        return kind.typeName;
    }

    @Override
    public Optional<Value> attribute(String name) {
        return SequenceMethods.of(this, name);
    }

    @Override
    public Optional<Value> item(Value key) {
        return Numbers.index(key, elements.size()).map(elements::get);
    }

    @Override
    public Iterator<Value> iterate() {
        return elements.iterator();
    }

    @Override
    public int length() {
        return elements.size();
    }
}
