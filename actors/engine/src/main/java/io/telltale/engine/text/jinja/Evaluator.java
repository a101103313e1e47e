package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Expression.CallArguments;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds the values of expressions. */
final class Evaluator {

    private final Filters filters = new Filters();
    private final Budget budget;

    Evaluator(Budget budget) {
        this.budget = budget;
    }

    Value value(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Name name -> scope.find(name.name());
            case Expression.Attribute attribute -> Access.attribute(value(attribute.owner(), scope), attribute.name());
            case Expression.Item item -> Access.item(value(item.owner(), scope), value(item.key(), scope));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call call -> call(call, scope, Map.of());
            case Expression.Filtered filtered -> filtered(filtered, scope);
            case Expression.Tested tested -> tested(tested, scope);
            case Expression.Sequence sequence -> new SequenceValue(sequence.kind(), values(sequence.elements(), scope));
            case Expression.Dictionary dictionary -> dictionary(dictionary, scope);
            case Expression.Arithmetic arithmetic ->
                ArithmeticOperators.apply(
                        arithmetic.operator(), value(arithmetic.left(), scope), value(arithmetic.right(), scope));
            case Expression.Signed signed -> ArithmeticOperators.signed(signed.sign(), value(signed.operand(), scope));
            case Expression.Comparison comparison -> compared(comparison, scope);
            case Expression.And and -> {
                Value left = value(and.left(), scope);
                yield left.isTruthy() ? value(and.right(), scope) : left;
            }
            case Expression.Or or -> {
                Value left = value(or.left(), scope);
                yield left.isTruthy() ? left : value(or.right(), scope);
            }
            case Expression.Not not ->
                BooleanValue.of(!value(not.operand(), scope).isTruthy());
            case Expression.Concatenation concatenation -> concatenated(concatenation, scope);
            case Expression.Conditional conditional ->
                value(conditional.condition(), scope).isTruthy()
                        ? value(conditional.then(), scope)
                        : value(conditional.otherwise(), scope);
        };
    }

    private List<Value> values(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(expression -> value(expression, scope)).toList();
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        return Slices.of(
                value(slice.owner(), scope),
                value(slice.start(), scope),
                value(slice.stop(), scope),
                value(slice.step(), scope));
    }

    private Value dictionary(Expression.Dictionary dictionary, Scope scope) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Expression.Entry entry : dictionary.entries()) {
            DictValue.put(entries, value(entry.key(), scope), value(entry.value(), scope));
        }
        return new DictValue(entries);
    }

    private Value compared(Expression.Comparison comparison, Scope scope) {
        Value left = value(comparison.first(), scope);
        for (Expression.Operand operand : comparison.operands()) {
            Value right = value(operand.expression(), scope);
            if (!Comparisons.holds(operand.operator(), left, right)) {
                return BooleanValue.FALSE;
            }
            left = right;
        }
        return BooleanValue.TRUE;
    }

    private Value concatenated(Expression.Concatenation concatenation, Scope scope) {
        return new TextValue(Budget.checked(concatenation.parts().stream()
                .map(part -> value(part, scope).display())
                .collect(Collectors.joining())));
    }

    /**
     * Calls a function.
     *
     * @param more arguments that the call itself does not name
     */
    Value call(Expression.Call call, Scope scope, Map<String, Value> more) {
        budget.step();
        Value function = value(call.function(), scope);
        Arguments arguments = arguments(call.arguments(), scope, more);
        if (function instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (function instanceof Callable callable) {
            return named(spelt(call.function()) + "()", () -> callable.call(arguments));
        }
        if (function instanceof Loop loop) {
            return loop.call(arguments);
        }
        throw new TemplateException("'" + function.typeName() + "' object is not callable");
    }

    private Value filtered(Expression.Filtered filtered, Scope scope) {
        budget.step();
        Value input = value(filtered.input(), scope);
        Arguments arguments = arguments(filtered.arguments(), scope, Map.of());
        return filters.apply(filtered.name(), input, arguments);
    }

    private Value tested(Expression.Tested tested, Scope scope) {
        Value input = value(tested.input(), scope);
        Arguments arguments = arguments(tested.arguments(), scope, Map.of());
        return BooleanValue.of(filters.tests().holds(tested.name(), input, arguments));
    }

    private Arguments arguments(CallArguments arguments, Scope scope, Map<String, Value> more) {
        List<Value> positional = new ArrayList<>(values(arguments.positional(), scope));
        for (Value spread : values(arguments.spreadPositional(), scope)) {
            Iterator<Value> elements = spread.iterate();
            elements.forEachRemaining(positional::add);
        }
        Map<String, Value> named = new LinkedHashMap<>();
        arguments.named().forEach((name, expression) -> named.put(name, value(expression, scope)));
        for (Value spread : values(arguments.spreadNamed(), scope)) {
            if (!(spread instanceof DictValue dict)) {
                throw new TemplateException("'**' needs a dictionary, not " + spread.typeName());
            }
            dict.entries().forEach((name, value) -> named.put(name.display(), value));
        }
        named.putAll(more);
        return new Arguments(positional, named);
    }

    /** Says in a problem who met it, unless a line inside a macro is to blame. */
    static Value named(String who, Supplier<Value> action) {
        try {
            return action.get();
        } catch (TemplateException problem) {
            throw problem.by(who);
        }
    }

    private static String spelt(Expression function) {
        return switch (function) {
            case Expression.Name name -> name.name();
            case Expression.Attribute attribute -> attribute.name();
            default -> "the function";
        };
    }
}
