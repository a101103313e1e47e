package io.telltale.engine.text.jinja;

import java.util.Iterator;
import java.util.List;

/**
 * What {@code dict.items()}, {@code keys()} and {@code values()} give: elements that cannot be asked for by index.
 *
 * @param name of its Python type
 */
record View(String name, List<Value> elements) implements Value {

    View {
        elements = List.copyOf(elements);
    }

    @Override
    public boolean isTruthy() {
        return !elements.isEmpty();
    }

    @Override
    public String display() {
        return name + "(" + SequenceValue.list(elements).display() + ")";
    }

    @Override
    public String typeName() {
        return name;
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
