package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Filters.Filter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** Filters that make numbers of their input. */
final class NumberFilters {

    private static final int DECIMAL = 10;

    static final Map<String, Filter> BY_NAME = Map.of(
            "abs", NumberFilters::absolute,
            "int", NumberFilters::whole,
            "float", NumberFilters::real,
            "round", NumberFilters::rounded,
            "sum", NumberFilters::sum);

    private NumberFilters() {}

    private static Value absolute(Value input, Arguments arguments) {
        arguments.bind();
        return input instanceof FloatValue real
                ? new FloatValue(Math.abs(real.number()))
                : new IntegerValue(Numbers.integer(input).abs());
    }

    private static Value whole(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("default", "base");
        if (Numbers.isWhole(input)) {
            return new IntegerValue(Numbers.integer(input));
        }
        if (input instanceof Undefined undefined) {
            throw undefined.used();
        }
        Optional<BigInteger> parsed =
                input instanceof TextValue text ? parsed(text.text(), bound.whole("base", DECIMAL)) : Optional.empty();
        return parsed.or(() ->
                        number(input).filter(Double::isFinite).map(number -> new BigDecimal(number).toBigInteger()))
                .<Value>map(IntegerValue::new)
                .orElse(bound.orElse("default", IntegerValue.of(0)));
    }

    private static Optional<BigInteger> parsed(String text, int base) {
        try {
            return Optional.of(new BigInteger(PythonText.trimmedLeft(PythonText.trimmedRight(text)), base));
        } catch (NumberFormatException notWhole) {
            return Optional.empty();
        }
    }

    private static Value real(Value input, Arguments arguments) {
        Value absent = arguments.bind("default").orElse("default", new FloatValue(0));
        if (input instanceof Undefined undefined) {
            throw undefined.used();
        }
        return number(input).<Value>map(FloatValue::new).orElse(absent);
    }

    private static Optional<Double> number(Value input) {
        if (Numbers.isNumber(input)) {
            return Optional.of(Numbers.real(input));
        }
        try {
            return input instanceof TextValue text
                    ? Optional.of(Double.parseDouble(PythonText.trimmedLeft(PythonText.trimmedRight(text.text()))))
                    : Optional.empty();
        } catch (NumberFormatException notReal) {
            return Optional.empty();
        }
    }

    private static Value rounded(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("precision", "method");
        RoundingMode mode = switch (bound.text("method", "common")) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw new TemplateException("method must be common, ceil or floor");
        };
        if (Numbers.isWhole(input) && mode == RoundingMode.HALF_EVEN) {
            return new IntegerValue(Numbers.integer(input));
        }
        BigDecimal exact = new BigDecimal(Numbers.real(input));
        return new FloatValue(exact.setScale(bound.whole("precision", 0), mode).doubleValue());
    }

    private static Value sum(Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("attribute", "start");
        Value attribute = bound.orElse("attribute", NoneValue.NONE);
        Value sum = bound.orElse("start", IntegerValue.of(0));
        Iterator<Value> elements = input.iterate();
        while (elements.hasNext()) {
            Value element = elements.next();
            Value summand = attribute == NoneValue.NONE ? element : Access.path(element, attribute);
            sum = ArithmeticOperators.apply("+", sum, summand);
        }
        return sum;
    }
}
