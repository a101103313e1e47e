package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Expression.Conditional;
import io.telltale.engine.text.jinja.Expression.Literal;
import io.telltale.engine.text.jinja.SequenceValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions: what binds loosest comes first, as in Jinja2's grammar. */
final class ExpressionParser {

    private static final Map<String, String> COMPARISONS =
            Map.of("==", "==", "!=", "!=", "<", "<", "<=", "<=", ">", ">", ">=", ">=");
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");

    /** So deep may expressions nest, and so many operands may stand in a row; more would overflow the stack. */
    private static final int DEEPEST = 200;

    private static final int MOST_OPERANDS = 2000;

    private final TokenReader tokens;
    private final OperandParser operands;
    private int depth;
    private int operandCount;

    ExpressionParser(TokenReader tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens, this);
    }

    /** Reads one expression. */
    Expression expression() {
        if (++depth > DEEPEST) {
            throw tokens.problem("the expression is nested too deeply");
        }
        operandCount = depth == 1 ? 0 : operandCount;
        Expression expression = conditional();
        depth--;
        return expression;
    }

    /** Reads one expression after which an {@code if} has another meaning. */
    Expression expressionBeforeIf() {
        operandCount = 0;
        return or();
    }

    /** Reads one expression, or several with commas between them, which make a tuple. */
    Expression expressions() {
        Expression first = expression();
        return tokens.current().isOperator(",") ? tuple(first) : first;
    }

    /** Reads one expression, or several with commas between them, after which an {@code if} has another meaning. */
    Expression expressionsBeforeIf() {
        Expression first = expressionBeforeIf();
        return tokens.current().isOperator(",") ? tuple(first) : first;
    }

    private Expression tuple(Expression first) {
        List<Expression> elements = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) {
            if (endsTuple(tokens.current())) {
                break;
            }
            elements.add(expression());
        }
        return new Expression.Sequence(Kind.TUPLE, elements);
    }

    private static boolean endsTuple(Token token) {
        return token.kind() == Token.Kind.OUTPUT_END
                || token.kind() == Token.Kind.STATEMENT_END
                || token.isOperator(")");
    }

    private Expression conditional() {
        Expression expression = or();
        while (tokens.current().isName("if")) {
            int line = tokens.next().line();
            Expression condition = or();
            Expression otherwise = tokens.skipName("else")
                    ? expression()
                    : new Literal(new Undefined("the inline if in line " + line + " has no else and does not hold"));
            expression = new Conditional(condition, expression, otherwise);
        }
        return expression;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Expression.Or(left, counted(and()));
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Expression.And(left, counted(not()));
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        if (++depth > DEEPEST) {
            throw tokens.problem("the expression is nested too deeply");
        }
        var negated = new Expression.Not(not());
        depth--;
        return negated;
    }

    private Expression comparison() {
        Expression first = sum();
        List<Expression.Operand> compared = new ArrayList<>();
        while (true) {
            String operator = comparisonOperator();
            if (operator.isEmpty()) {
                return compared.isEmpty() ? first : new Expression.Comparison(first, List.copyOf(compared));
            }
            compared.add(new Expression.Operand(operator, counted(sum())));
        }
    }

    private String comparisonOperator() {
        Token token = tokens.current();
        if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.containsKey(token.text())) {
            return tokens.next().text();
        }
        if (tokens.skipName("in")) {
            return "in";
        }
        if (token.isName("not") && tokens.following().isName("in")) {
            tokens.next();
            tokens.next();
            return "not in";
        }
        return "";
    }

    private Expression sum() {
        Expression left = concatenation();
        while (isOperatorOf(SUMS)) {
            left = new Expression.Arithmetic(tokens.next().text(), left, counted(concatenation()));
        }
        return left;
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.current().isOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(counted(product()));
        }
        return new Expression.Concatenation(List.copyOf(parts));
    }

    private Expression product() {
        Expression left = power();
        while (isOperatorOf(PRODUCTS)) {
            left = new Expression.Arithmetic(tokens.next().text(), left, counted(power()));
        }
        return left;
    }

    private Expression power() {
        Expression left = operands.signed();
        while (tokens.current().isOperator("**")) {
            left = new Expression.Arithmetic(tokens.next().text(), left, counted(operands.signed()));
        }
        return left;
    }

    private boolean isOperatorOf(Set<String> operators) {
        return tokens.current().kind() == Token.Kind.OPERATOR
                && operators.contains(tokens.current().text());
    }

    /** Counts an operand of a chain, for every one of them makes the expression one deeper. */
    Expression counted(Expression operand) {
        count();
        return operand;
    }

    void count() {
        if (++operandCount > MOST_OPERANDS) {
            throw tokens.problem("the expression has more than " + MOST_OPERANDS + " operands");
        }
    }
}
