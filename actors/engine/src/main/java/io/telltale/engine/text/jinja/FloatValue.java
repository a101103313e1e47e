package io.telltale.engine.text.jinja;

/** A floating-point number. */
record FloatValue(double number) implements Value {

    @Override
    public boolean isTruthy() {
        return number != 0;
    }

    @Override
    public String display() {
        return PythonText.of(number);
    }

    @Override
    public String typeName() {
        return "float";
    }
}
