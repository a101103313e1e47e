package io.telltale.engine.text.jinja;

import java.math.BigInteger;
import java.util.Optional;

/** Reads numbers out of values, where a boolean is 0 or 1. */
final class Numbers {

    private Numbers() {}

    static boolean isNumber(Value value) {
        return value instanceof FloatValue || isWhole(value);
    }

    static boolean isWhole(Value value) {
        return value instanceof IntegerValue || value instanceof BooleanValue;
    }

    static BigInteger integer(Value value) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (value instanceof IntegerValue integer) {
            return integer.number();
        }
        if (value instanceof BooleanValue truth) {
            return truth.isTruthy() ? BigInteger.ONE : BigInteger.ZERO;
        }
        throw new TemplateException("needs a whole number, not " + value.typeName());
    }

    static double real(Value value) {
        return value instanceof FloatValue number
                ? number.number()
                : integer(value).doubleValue();
    }

    /** A whole number that is used as a count; what is too large for one stays too large. */
    static int whole(Value value) {
        BigInteger number = integer(value);
        return number.bitLength() < Integer.SIZE ? number.intValue() : number.signum() * (Integer.MAX_VALUE / 2);
    }

    /** Where an index points, counted from the end if it is negative; empty if there is no such element. */
    static Optional<Integer> index(Value key, int length) {
        if (!isWhole(key)) {
            return Optional.empty();
        }
        int index = whole(key);
        int place = index < 0 ? index + length : index;
        return place >= 0 && place < length ? Optional.of(place) : Optional.empty();
    }

    static int compare(Value left, Value right) {
        return isWhole(left) && isWhole(right)
                ? integer(left).compareTo(integer(right))
                : Double.compare(real(left) + 0.0, real(right) + 0.0);
    }
}
