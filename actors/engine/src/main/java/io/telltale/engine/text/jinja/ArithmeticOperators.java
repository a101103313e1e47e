package io.telltale.engine.text.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's {@code +}, {@code -}, {@code *}, {@code /}, {@code //}, {@code %} and {@code **}. */
final class ArithmeticOperators {

    private static final int LARGEST_POWER = 10_000;

    private ArithmeticOperators() {}

    static Value apply(String operator, Value left, Value right) {
        if (left instanceof TextValue format && operator.equals("%")) {
            return new TextValue(PercentFormat.apply(format.text(), right));
        }
        if (left instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.isWhole(left) && Numbers.isWhole(right)
                    ? ofWhole(operator, Numbers.integer(left), Numbers.integer(right))
                    : new FloatValue(ofReal(operator, Numbers.real(left), Numbers.real(right)));
        }
        return switch (operator) {
            case "+" -> joined(left, right);
            case "*" -> Numbers.isWhole(left) ? repeated(right, left) : repeated(left, right);
            default -> throw unsupported(operator, left, right);
        };
    }

    static Value signed(String sign, Value operand) {
        if (sign.equals("+")) {
            return operand instanceof FloatValue ? operand : new IntegerValue(Numbers.integer(operand));
        }
        return operand instanceof FloatValue real
                ? new FloatValue(-real.number())
                : new IntegerValue(Numbers.integer(operand).negate());
    }

    private static Value ofWhole(String operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case "+" -> new IntegerValue(left.add(right));
            case "-" -> new IntegerValue(left.subtract(right));
            case "*" -> new IntegerValue(left.multiply(right));
            case "//" -> new IntegerValue(floorDivided(left, right));
            case "%" -> new IntegerValue(left.subtract(floorDivided(left, right).multiply(right)));
            case "**" -> power(left, right);
            default -> new FloatValue(ofReal(operator, left.doubleValue(), right.doubleValue()));
        };
    }

    private static BigInteger floorDivided(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw new TemplateException("division by zero");
        }
        BigInteger[] parts = left.divideAndRemainder(right);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != right.signum();
        return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Value power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0 && base.signum() == 0) {
            throw new TemplateException("0 cannot be raised to a negative power");
        }
        if (exponent.signum() < 0) {
            return new FloatValue(Math.pow(base.doubleValue(), exponent.doubleValue()));
        }
        if ((long) base.bitLength()
                        * exponent.min(BigInteger.valueOf(LARGEST_POWER)).intValue()
                >= LARGEST_POWER) {
            throw new TemplateException("the power " + base + " ** " + exponent + " is too large");
        }
        return new IntegerValue(base.pow(exponent.intValueExact()));
    }

    private static double ofReal(String operator, double left, double right) {
        if (right == 0 && (operator.contains("/") || operator.equals("%"))) {
            throw new TemplateException("division by zero");
        }
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "//" -> Math.floor(left / right);
            case "%" -> left - right * Math.floor(left / right);
            case "**" -> Math.pow(left, right);
            default -> throw new IllegalStateException("no operator is called " + operator);
        };
    }

    private static Value joined(Value left, Value right) {
        if (left instanceof TextValue one && right instanceof TextValue other) {
            return one.plus(other);
        }
        if (left instanceof SequenceValue one && right instanceof SequenceValue other && one.kind() == other.kind()) {
            List<Value> elements = new ArrayList<>(one.elements());
            elements.addAll(other.elements());
            Budget.checkLength(elements.size());
            return new SequenceValue(one.kind(), elements);
        }
        throw unsupported("+", left, right);
    }

    private static Value repeated(Value value, Value times) {
        if (!Numbers.isWhole(times)) {
            throw unsupported("*", value, times);
        }
        int count = Math.max(0, Numbers.whole(times));
        if (value instanceof TextValue text) {
            Budget.checkLength((long) count * text.text().length());
            return text.like(text.text().isEmpty() ? "" : text.text().repeat(count));
        }
        if (value instanceof SequenceValue sequence) {
            Budget.checkLength((long) count * sequence.length());
            List<Value> elements = sequence.elements().isEmpty()
                    ? List.of()
                    : Collections.nCopies(count, sequence.elements()).stream()
                            .flatMap(List::stream)
                            .toList();
            return new SequenceValue(sequence.kind(), elements);
        }
        throw unsupported("*", value, times);
    }

    private static TemplateException unsupported(String operator, Value left, Value right) {
        return new TemplateException(
                "'" + operator + "' does not work with " + left.typeName() + " and " + right.typeName());
    }
}
