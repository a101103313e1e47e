package io.telltale.engine.text.jinja;

import java.util.Map;

/** What can stand behind {@code is}. */
final class Tests {

    /** What a test asks of a value. */
    @FunctionalInterface
    private interface Test {
        boolean holds(Value value);
    }

    /** What a test asks of a value and another one. */
    @FunctionalInterface
    private interface Relation {
        boolean holds(Value value, Value other);
    }

    private static final Map<String, Test> TESTS = Map.ofEntries(
            Map.entry("defined", value -> !(value instanceof Undefined)),
            Map.entry("undefined", Undefined.class::isInstance),
            Map.entry("none", value -> value == NoneValue.NONE),
            Map.entry("boolean", BooleanValue.class::isInstance),
            Map.entry("true", value -> value == BooleanValue.TRUE),
            Map.entry("false", value -> value == BooleanValue.FALSE),
            Map.entry("integer", IntegerValue.class::isInstance),
            Map.entry("float", FloatValue.class::isInstance),
            Map.entry("number", Numbers::isNumber),
            Map.entry("string", TextValue.class::isInstance),
            Map.entry("mapping", DictValue.class::isInstance),
            Map.entry("sequence", Tests::isSequence),
            Map.entry("iterable", Tests::isIterable),
            Map.entry("callable", Tests::isCallable),
            Map.entry("lower", value -> LetterCase.isLower(value.display())),
            Map.entry("upper", value -> LetterCase.isUpper(value.display())),
            Map.entry("odd", value -> leaves(1, value, IntegerValue.of(2))),
            Map.entry("even", value -> leaves(0, value, IntegerValue.of(2))),
            Map.entry("escaped", value -> false));

    private static final Map<String, Relation> RELATIONS = Map.ofEntries(
            Map.entry("divisibleby", (value, by) -> leaves(0, value, by)),
            Map.entry("sameas", Tests::isSame),
            Map.entry("in", (value, container) -> Comparisons.contains(container, value)),
            Map.entry("eq", Comparisons::equal),
            Map.entry("==", Comparisons::equal),
            Map.entry("equalto", Comparisons::equal),
            Map.entry("ne", (value, other) -> !Comparisons.equal(value, other)),
            Map.entry("!=", (value, other) -> !Comparisons.equal(value, other)),
            Map.entry("lt", (value, other) -> Comparisons.compare(value, other) < 0),
            Map.entry("<", (value, other) -> Comparisons.compare(value, other) < 0),
            Map.entry("lessthan", (value, other) -> Comparisons.compare(value, other) < 0),
            Map.entry("le", (value, other) -> Comparisons.compare(value, other) <= 0),
            Map.entry("<=", (value, other) -> Comparisons.compare(value, other) <= 0),
            Map.entry("gt", (value, other) -> Comparisons.compare(value, other) > 0),
            Map.entry(">", (value, other) -> Comparisons.compare(value, other) > 0),
            Map.entry("greaterthan", (value, other) -> Comparisons.compare(value, other) > 0),
            Map.entry("ge", (value, other) -> Comparisons.compare(value, other) >= 0),
            Map.entry(">=", (value, other) -> Comparisons.compare(value, other) >= 0));

    boolean holds(String name, Value value, Arguments arguments) {
        Test test = TESTS.get(name);
        if (test != null) {
            arguments.bind();
            return test.holds(value);
        }
        Relation relation = RELATIONS.get(name);
        if (relation == null) {
            throw new TemplateException("the test '" + name + "' is not supported");
        }
        return relation.holds(value, arguments.bind("other").required("other"));
    }

    private static boolean leaves(long remainder, Value value, Value by) {
        return Comparisons.equal(ArithmeticOperators.apply("%", value, by), IntegerValue.of(remainder));
    }

    /** An undefined value is callable in Jinja2, and says that it is undefined when it is called. */
    private static boolean isCallable(Value value) {
        return value instanceof Callable || value instanceof Loop || value instanceof Undefined;
    }

    /** What has a length and elements by key; an undefined value has both in Jinja2. */
    private static boolean isSequence(Value value) {
        return value instanceof TextValue
                || value instanceof SequenceValue
                || value instanceof DictValue
                || value instanceof Undefined;
    }

    private static boolean isIterable(Value value) {
        return isSequence(value) || value instanceof View || value instanceof Generator || value instanceof Loop;
    }

    private static boolean isSame(Value value, Value other) {
        return value.getClass() == other.getClass() && value.equals(other);
    }
}
