package io.telltale.engine.text.jinja;

import java.util.Iterator;
import java.util.Optional;

/**
 * A string; Python counts its characters by code points.
 *
 * @param kind what joining it to another string does to that one; two strings are equal whatever their kinds
 */
record TextValue(String text, Kind kind) implements Value {

    enum Kind {
        PLAIN,
        /** What the filters safe and escape give: HTML. Another string that is joined to it is escaped. */
        MARKUP
    }

    static final TextValue EMPTY = new TextValue("");

    TextValue(String text) {
        this(text, Kind.PLAIN);
    }

    static TextValue markup(String text) {
        return new TextValue(text, Kind.MARKUP);
    }

    TextValue plus(TextValue other) {
        if (kind == Kind.PLAIN && other.kind == Kind.PLAIN) {
            return new TextValue(Budget.checked(text + other.text));
        }
        return markup(Budget.checked(escaped().text + other.escaped().text));
    }

    /** Escapes it for HTML, unless it is HTML. */
    TextValue escaped() {
        return kind == Kind.MARKUP ? this : markup(escaped(text));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    /** A part or a variant of it. */
    TextValue like(String other) {
        return new TextValue(other, kind);
    }

    @Override
    public boolean isTruthy() {
        return !text.isEmpty();
    }

    @Override
    public String display() {
        return text;
    }

    @Override
    public String repr() {
        return kind == Kind.MARKUP ? "Markup(" + PythonText.quoted(text) + ")" : PythonText.quoted(text);
    }

    @Override
    public String typeName() {
        return "str";
    }

    @Override
    public Optional<Value> attribute(String name) {
        return StringMethods.of(this, name);
    }

    @Override
    public Optional<Value> item(Value key) {
        return Numbers.index(key, length()).map(this::character);
    }

    private Value character(int index) {
        int start = text.offsetByCodePoints(0, index);
        return like(Character.toString(text.codePointAt(start)));
    }

    @Override
    public Iterator<Value> iterate() {
        return text.codePoints()
                .<Value>mapToObj(codePoint -> new TextValue(Character.toString(codePoint)))
                .iterator();
    }

    @Override
    public int length() {
        return text.codePointCount(0, text.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextValue value && text.equals(value.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
