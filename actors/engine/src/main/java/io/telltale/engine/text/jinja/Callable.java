package io.telltale.engine.text.jinja;

/** A function, a macro or a method of a value. */
@FunctionalInterface
non-sealed interface Callable extends Value {

    Value call(Arguments arguments);

    @Override
    default boolean isTruthy() {
        return true;
    }

    @Override
    default String display() {
        throw new TemplateException("a function cannot be written; it lacks the parentheses of a call");
    }

    @Override
    default String typeName() {
        return "function";
    }
}
