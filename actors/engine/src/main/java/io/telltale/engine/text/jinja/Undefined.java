package io.telltale.engine.text.jinja;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/**
 * What a name means that nothing was given for. It is written as nothing, is false and has no elements; asking anything
 * else of it fails.
 *
 * @param problem what to say when it is asked for more
 */
record Undefined(String problem) implements Value {

    static Undefined name(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    static Undefined attribute(Value owner, String name) {
        return new Undefined("'" + owner.typeName() + " object' has no attribute '" + name + "'");
    }

    static Undefined item(Value owner, Value key) {
        return new Undefined("'" + owner.typeName() + " object' has no element " + key.repr());
    }

    TemplateException used() {
        return new TemplateException(problem);
    }

    @Override
    public boolean isTruthy() {
        return false;
    }

    @Override
    public String display() {
        return "";
    }

    @Override
    public String repr() {
        return "Undefined";
    }

    @Override
    public String typeName() {
        return "Undefined";
    }

    @Override
    public Optional<Value> attribute(String name) {
        throw used();
    }

    @Override
    public Optional<Value> item(Value key) {
        throw used();
    }

    @Override
    public Iterator<Value> iterate() {
        return Collections.emptyIterator();
    }

    @Override
    public int length() {
        return 0;
    }
}
