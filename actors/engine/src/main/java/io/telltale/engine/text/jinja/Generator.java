package io.telltale.engine.text.jinja;

import java.util.Iterator;
import java.util.List;

/**
 * What filters such as {@code map} give: elements that can be looped over once. It is true even if it has none, and has
 * no length, as in Python.
 */
record Generator(Iterator<Value> elements) implements Value {

    static Generator of(List<Value> elements) {
        return new Generator(elements.iterator());
    }

    @Override
    public boolean isTruthy() {
        return true;
    }

    @Override
    public String display() {
        throw new TemplateException("a generator cannot be written; make a list of it first");
    }

    @Override
    public String typeName() {
        return "generator";
    }

    @Override
    public Iterator<Value> iterate() {
        return elements;
    }
}
