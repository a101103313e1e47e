package io.telltale.engine.text.jinja;

import java.math.BigInteger;

/** A whole number of any size. */
record IntegerValue(BigInteger number) implements Value {

    static IntegerValue of(long number) {
        return new IntegerValue(BigInteger.valueOf(number));
    }

    @Override
    public boolean isTruthy() {
        return number.signum() != 0;
    }

    @Override
    public String display() {
        return number.toString();
    }

    @Override
    public String typeName() {
        return "int";
    }
}
