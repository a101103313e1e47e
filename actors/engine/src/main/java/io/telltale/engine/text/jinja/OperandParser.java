package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Expression.CallArguments;
import io.telltale.engine.text.jinja.Expression.Literal;
import io.telltale.engine.text.jinja.SequenceValue.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what stands between operators: literals, names and what follows them. */
final class OperandParser {

    private static final Literal NOTHING = new Literal(NoneValue.NONE);

    private final TokenReader tokens;
    private final ExpressionParser expressions;

    OperandParser(TokenReader tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** Reads an operand with its sign, its filters and its tests. */
    Expression signed() {
        return filtered(unfiltered());
    }

    private Expression unfiltered() {
        if (tokens.current().isOperator("-") || tokens.current().isOperator("+")) {
            String sign = tokens.next().text();
            expressions.count();
            return followed(new Expression.Signed(sign, unfiltered()));
        }
        return followed(primary());
    }

    private Expression primary() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case NAME -> named(tokens.next().text());
            case STRING -> new Literal(new TextValue(strings()));
            case INTEGER -> new Literal(new IntegerValue(integer(tokens.next().text())));
            case FLOAT ->
                new Literal(new FloatValue(Double.parseDouble(tokens.next().text())));
            case OPERATOR -> bracketed(token);
            case TEXT, OUTPUT_BEGIN, OUTPUT_END, STATEMENT_BEGIN, STATEMENT_END, END ->
                throw tokens.unexpected("an expression");
        };
    }

    private Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new Literal(BooleanValue.TRUE);
            case "false", "False" -> new Literal(BooleanValue.FALSE);
            case "none", "None" -> NOTHING;
            default -> {
                tokens.noteName(name);
                yield new Expression.Name(name);
            }
        };
    }

    /** Strings that stand side by side are one. */
    private String strings() {
        var text = new StringBuilder();
        while (tokens.current().kind() == Token.Kind.STRING) {
            text.append(tokens.next().text());
        }
        return text.toString();
    }

    private static BigInteger integer(String digits) {
        int radix = switch (digits.length() > 1 ? Character.toLowerCase(digits.charAt(1)) : ' ') {
            case 'b' -> 2;
            case 'o' -> 8;
            case 'x' -> 16;
            default -> 10;
        };
        return new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    }

    private Expression bracketed(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesised();
            case "[" -> list();
            case "{" -> dictionary();
            default -> throw tokens.unexpected("an expression");
        };
    }

    private Expression parenthesised() {
        tokens.expectOperator("(");
        if (tokens.skipOperator(")")) {
            return new Expression.Sequence(Kind.TUPLE, List.of());
        }
        Expression inside = expressions.expressions();
        tokens.expectOperator(")");
        return inside;
    }

    private Expression list() {
        tokens.expectOperator("[");
        List<Expression> elements = new ArrayList<>();
        while (!tokens.skipOperator("]")) {
            elements.add(expressions.expression());
            if (!tokens.current().isOperator("]")) {
                tokens.expectOperator(",");
            }
        }
        return new Expression.Sequence(Kind.LIST, elements);
    }

    private Expression dictionary() {
        tokens.expectOperator("{");
        List<Expression.Entry> entries = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            Expression key = expressions.expression();
            tokens.expectOperator(":");
            entries.add(new Expression.Entry(key, expressions.expression()));
            if (!tokens.current().isOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        return new Expression.Dictionary(entries);
    }

    /** Reads the attributes, keys and calls that follow an operand. */
    private Expression followed(Expression operand) {
        Expression result = operand;
        while (true) {
            if (tokens.skipOperator(".")) {
                result = expressions.counted(attribute(result));
            } else if (tokens.skipOperator("[")) {
                result = expressions.counted(item(result));
            } else if (tokens.current().isOperator("(")) {
                result = expressions.counted(new Expression.Call(result, arguments()));
            } else {
                return result;
            }
        }
    }

    private Expression attribute(Expression owner) {
        Token name = tokens.next();
        return switch (name.kind()) {
            case NAME -> new Expression.Attribute(owner, name.text());
            case INTEGER -> new Expression.Item(owner, new Literal(new IntegerValue(integer(name.text()))));
            default -> throw tokens.problem("expected a name after '.' but found " + name.spelt());
        };
    }

    private Expression item(Expression owner) {
        Expression start = tokens.current().isOperator(":") ? NOTHING : expressions.expressions();
        if (tokens.skipOperator("]")) {
            return new Expression.Item(owner, start);
        }
        tokens.expectOperator(":");
        Expression stop = bound();
        Expression step = tokens.skipOperator(":") ? bound() : NOTHING;
        tokens.expectOperator("]");
        return new Expression.Slice(owner, start, stop, step);
    }

    private Expression bound() {
        boolean left = tokens.current().isOperator(":") || tokens.current().isOperator("]");
        return left ? NOTHING : expressions.expression();
    }

    /** Reads the filters and tests that follow an operand. */
    private Expression filtered(Expression operand) {
        Expression result = operand;
        while (true) {
            if (tokens.skipOperator("|")) {
                result = expressions.counted(filter(result));
            } else if (tokens.skipName("is")) {
                result = expressions.counted(test(result));
            } else if (tokens.current().isOperator("(")) {
                result = expressions.counted(new Expression.Call(result, arguments()));
            } else {
                return result;
            }
        }
    }

    /** Reads a filter after its bar. */
    Expression filter(Expression input) {
        String name = dottedName();
        return new Expression.Filtered(
                input, name, tokens.current().isOperator("(") ? arguments() : CallArguments.NONE);
    }

    private Expression test(Expression input) {
        boolean negated = tokens.skipName("not");
        String name = dottedName();
        var tested = new Expression.Tested(input, name, testArguments());
        return negated ? new Expression.Not(tested) : tested;
    }

    private CallArguments testArguments() {
        Token token = tokens.current();
        if (token.isOperator("(")) {
            return arguments();
        }
        boolean isArgument = switch (token.kind()) {
            case NAME -> !isConnective(token);
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.isOperator("[") || token.isOperator("{");
            case TEXT, OUTPUT_BEGIN, OUTPUT_END, STATEMENT_BEGIN, STATEMENT_END, END -> false;
        };
        if (token.isName("is")) {
            throw tokens.problem("tests cannot be chained with 'is'");
        }
        return isArgument ? CallArguments.of(followed(primary())) : CallArguments.NONE;
    }

    private static boolean isConnective(Token token) {
        return token.isName("else") || token.isName("or") || token.isName("and");
    }

    private String dottedName() {
        var name = new StringBuilder(tokens.expect(Token.Kind.NAME, "a name").text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Token.Kind.NAME, "a name").text());
        }
        return name.toString();
    }

    private CallArguments arguments() {
        tokens.expectOperator("(");
        var arguments =
                new CallArguments(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        while (!tokens.skipOperator(")")) {
            argument(arguments);
            if (!tokens.current().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return arguments;
    }

    private void argument(CallArguments arguments) {
        if (tokens.skipOperator("**")) {
            arguments.spreadNamed().add(expressions.expression());
        } else if (tokens.skipOperator("*")) {
            arguments.spreadPositional().add(expressions.expression());
        } else if (tokens.current().kind() == Token.Kind.NAME
                && tokens.following().isOperator("=")) {
            String name = tokens.next().text();
            tokens.next();
            addNamed(arguments.named(), name);
        } else if (arguments.named().isEmpty()) {
            arguments.positional().add(expressions.expression());
        } else {
            throw tokens.problem("an argument without a name stands behind one with a name");
        }
    }

    private void addNamed(Map<String, Expression> named, String name) {
        if (named.put(name, expressions.expression()) != null) {
            throw tokens.problem("the argument '" + name + "' is given twice");
        }
    }
}
