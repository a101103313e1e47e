package io.telltale.engine.text.jinja;

/** Python's {@code None}, which JSON writes as null. */
enum NoneValue implements Value {
    NONE;

    @Override
    public boolean isTruthy() {
        return false;
    }

    @Override
    public String display() {
        return "None";
    }

    @Override
    public String typeName() {
        return "NoneType";
    }
}
