package io.telltale.engine.text.jinja;

/** True or false. */
enum BooleanValue implements Value {
    TRUE("True"),
    FALSE("False");

    private final String name;

    BooleanValue(String name) {
        this.name = name;
    }

    static BooleanValue of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    @Override
    public boolean isTruthy() {
        return this == TRUE;
    }

    @Override
    public String display() {
        return name;
    }

    @Override
    public String typeName() {
        return "bool";
    }
}
