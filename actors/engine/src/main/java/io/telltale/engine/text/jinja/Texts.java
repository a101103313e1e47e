package io.telltale.engine.text.jinja;

/** Reads strings out of values. */
final class Texts {

    private Texts() {}

    static String text(Value value) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (value instanceof TextValue text) {
            return text.text();
        }
        throw new TemplateException("needs a string, not " + value.typeName());
    }
}
