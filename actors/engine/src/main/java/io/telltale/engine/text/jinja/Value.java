package io.telltale.engine.text.jinja;

import java.util.Iterator;
import java.util.Optional;

/** A value as Python knows it. No template can change one, except a {@link Namespace}. */
sealed interface Value
        permits TextValue,
                IntegerValue,
                FloatValue,
                BooleanValue,
                NoneValue,
                Undefined,
                SequenceValue,
                DictValue,
                View,
                Generator,
                Namespace,
                Loop,
                Callable {

    /** What {@code if} makes of it. */
    boolean isTruthy();

    /** What {@code str()} makes of it: how it is written into the output. */
    String display();

    /** What {@code repr()} makes of it: how it is written inside a list. */
    default String repr() {
        return display();
    }

    /** The name of its Python type. */
    String typeName();

    /** What {@code value.name} is before keys are asked. */
    default Optional<Value> attribute(String name) {
        return Optional.empty();
    }

    /** What {@code value[key]} is before attributes are asked. */
    default Optional<Value> item(Value key) {
        return Optional.empty();
    }

    /** What a loop over it gives. */
    default Iterator<Value> iterate() {
        throw new TemplateException("'" + typeName() + "' object is not iterable");
    }

    /** Its number of elements. */
    default int length() {
        throw new TemplateException("object of type '" + typeName() + "' has no length");
    }
}
