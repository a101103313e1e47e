package io.telltale.engine.text.jinja;

import java.util.List;
import java.util.Map;

/** Something that has a value. */
sealed interface Expression {

    record Literal(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    /** {@code owner.name} */
    record Attribute(Expression owner, String name) implements Expression {}

    /** {@code owner[key]} */
    record Item(Expression owner, Expression key) implements Expression {}

    /** {@code owner[start:stop:step]}; what is left out is None. */
    record Slice(Expression owner, Expression start, Expression stop, Expression step) implements Expression {}

    record Call(Expression function, CallArguments arguments) implements Expression {}

    /** {@code input | name(arguments)} */
    record Filtered(Expression input, String name, CallArguments arguments) implements Expression {}

    /** {@code input is name(arguments)} */
    record Tested(Expression input, String name, CallArguments arguments) implements Expression {}

    record Sequence(SequenceValue.Kind kind, List<Expression> elements) implements Expression {}

    record Dictionary(List<Entry> entries) implements Expression {}

    record Entry(Expression key, Expression value) {}

    record Arithmetic(String operator, Expression left, Expression right) implements Expression {}

    /** {@code -operand} or {@code +operand} */
    record Signed(String sign, Expression operand) implements Expression {}

    /** {@code first < second <= third}: all of them hold. */
    record Comparison(Expression first, List<Operand> operands) implements Expression {}

    record Operand(String operator, Expression expression) {}

    /** {@code left and right}: the value of one of them. */
    record And(Expression left, Expression right) implements Expression {}

    /** {@code left or right}: the value of one of them. */
    record Or(Expression left, Expression right) implements Expression {}

    record Not(Expression operand) implements Expression {}

    /** {@code a ~ b}: as text. */
    record Concatenation(List<Expression> parts) implements Expression {}

    /** {@code then if condition else otherwise} */
    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {}

    /**
     * What stands between the parentheses of a call.
     *
     * @param spreadPositional what follows single stars
     * @param spreadNamed what follows double stars
     */
    record CallArguments(
            List<Expression> positional,
            Map<String, Expression> named,
            List<Expression> spreadPositional,
            List<Expression> spreadNamed) {

        static final CallArguments NONE = new CallArguments(List.of(), Map.of(), List.of(), List.of());

        static CallArguments of(Expression only) {
            return new CallArguments(List.of(only), Map.of(), List.of(), List.of());
        }
    }
}
