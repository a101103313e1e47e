package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Expression.Literal;
import io.telltale.engine.text.jinja.Statement.MacroDefinition;
import io.telltale.engine.text.jinja.Statement.Parameter;
import io.telltale.engine.text.jinja.Statement.Target;
import io.telltale.engine.text.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads statements; what Jinja2 knows and chat templates never need is refused by name. */
final class StatementParser {

    private static final Literal ALWAYS = new Literal(BooleanValue.TRUE);
    private static final Expression BODY = new Expression.Name(Statement.BODY);
    private static final int DEEPEST = 200;

    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private final OperandParser operands;
    private int depth;
    private int loops;

    private StatementParser(List<Token> tokens) {
        this.tokens = new TokenReader(tokens);
        this.expressions = new ExpressionParser(this.tokens);
        this.operands = new OperandParser(this.tokens, expressions);
    }

    static List<Statement> parse(String template) {
        var parser = new StatementParser(Lexer.tokens(template));
        List<Statement> statements = parser.statements(Set.of());
        if (parser.tokens.current().kind() != Kind.END) {
            throw parser.tokens.unexpected("a statement");
        }
        return statements;
    }

    /** Reads statements up to a tag with one of these names, whose name comes next. */
    private List<Statement> statements(Set<String> ends) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            switch (token.kind()) {
                case TEXT ->
                    statements.add(
                            new Statement.Text(token.line(), tokens.next().text()));
                case OUTPUT_BEGIN -> statements.add(output());
                case STATEMENT_BEGIN -> {
                    tokens.next();
                    if (ends.contains(tokens.current().text())) {
                        return List.copyOf(statements);
                    }
                    statements.add(statement());
                }
                default -> {
                    if (!ends.isEmpty()) {
                        throw tokens.problem("the template ends before {% "
                                + String.join(
                                        " %} or {% ", ends.stream().sorted().toList()) + " %}");
                    }
                    return List.copyOf(statements);
                }
            }
        }
    }

    private Statement output() {
        int line = tokens.next().line();
        var output = new Statement.Output(line, expressions.expressions());
        tokens.expect(Kind.OUTPUT_END, "the end of the expression");
        return output;
    }

    private Statement statement() {
        if (++depth > DEEPEST) {
            throw tokens.problem("statements are nested too deeply");
        }
        Token name = tokens.expect(Kind.NAME, "the name of a statement");
        int line = name.line();
        Statement statement = switch (name.text()) {
            case "if" -> conditional(line);
            case "for" -> loop(line);
            case "set" -> assignment(line);
            case "macro" -> macro(line);
            case "call" -> callWithBody(line);
            case "filter" -> filterText(line);
            case "generation" -> scoped(line, List.of(), "endgeneration");
            case "with" -> scoped(line, withAssignments(line), "endwith");
            case "break" -> leaveLoop(new Statement.Break(line), "break");
            case "continue" -> leaveLoop(new Statement.Continue(line), "continue");
            default -> throw unknown(name);
        };
        tokens.expect(Kind.STATEMENT_END, "the end of the statement");
        depth--;
        return statement;
    }

    private static TemplateException unknown(Token name) {
        String problem = name.text().startsWith("end") || name.text().startsWith("el")
                ? "{% " + name.text() + " %} has no beginning"
                : "the statement {% " + name.text() + " %} is not supported in chat templates";
        return new TemplateException(problem).at(name.line());
    }

    /** Reads a body behind the end of its tag, up to and with the name of a tag that ends it. */
    private List<Statement> body(String... ends) {
        tokens.expect(Kind.STATEMENT_END, "the end of the statement");
        return statements(Set.of(ends));
    }

    private Statement conditional(int firstLine) {
        List<Statement.Branch> branches = new ArrayList<>();
        int line = firstLine;
        Expression condition = expressions.expressionsBeforeIf();
        while (true) {
            List<Statement> body = body("elif", "else", "endif");
            branches.add(new Statement.Branch(line, condition, body));
            Token end = tokens.next();
            line = end.line();
            if (end.isName("endif")) {
                return new Statement.If(firstLine, List.copyOf(branches));
            }
            if (end.isName("else")) {
                branches.add(new Statement.Branch(line, ALWAYS, body("endif")));
                tokens.next();
                return new Statement.If(firstLine, List.copyOf(branches));
            }
            condition = expressions.expressionsBeforeIf();
        }
    }

    private Statement loop(int line) {
        Target target = targets();
        tokens.expectName("in");
        Expression iterable = expressions.expressionsBeforeIf();
        Expression condition = tokens.skipName("if") ? expressions.expression() : ALWAYS;
        // Every loop can be called again here; only those that say so may in Jinja2.
        tokens.skipName("recursive");
        loops++;
        List<Statement> body = body("else", "endfor");
        loops--;
        List<Statement> otherwise = List.of();
        if (tokens.next().isName("else")) {
            otherwise = body("endfor");
            tokens.next();
        }
        return new Statement.For(line, target, iterable, condition, body, otherwise);
    }

    private Statement leaveLoop(Statement statement, String name) {
        if (loops == 0) {
            throw new TemplateException("{% " + name + " %} stands outside a loop").at(statement.line());
        }
        return statement;
    }

    private Statement assignment(int line) {
        Target target = targets();
        if (tokens.skipOperator("=")) {
            return new Statement.Assign(line, target, expressions.expressions());
        }
        Expression value = filters(BODY);
        List<Statement> body = body("endset");
        tokens.next();
        return new Statement.AssignText(line, target, value, body);
    }

    private Expression filters(Expression input) {
        Expression result = input;
        while (tokens.skipOperator("|")) {
            result = operands.filter(result);
        }
        return result;
    }

    private Statement filterText(int line) {
        Expression value = filters(operands.filter(BODY));
        List<Statement> body = body("endfilter");
        tokens.next();
        return new Statement.FilterText(line, value, body);
    }

    private Statement macro(int line) {
        String name = tokens.expect(Kind.NAME, "the name of the macro").text();
        MacroDefinition definition = definition(parameters(), "endmacro");
        return new Statement.DefineMacro(line, name, definition);
    }

    private Statement callWithBody(int line) {
        List<Parameter> parameters = tokens.current().isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw tokens.problem("{% call %} needs a call");
        }
        return new Statement.CallWithBody(line, call, definition(parameters, "endcall"));
    }

    private MacroDefinition definition(List<Parameter> parameters, String end) {
        int outerLoops = loops;
        loops = 0;
        List<Statement> body = body(end);
        loops = outerLoops;
        tokens.next();
        // The names before the body are among them: too many only allow what Python might refuse.
        return new MacroDefinition(parameters, body, Set.copyOf(tokens.names()));
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        tokens.expectOperator("(");
        while (!tokens.skipOperator(")")) {
            String name = tokens.expect(Kind.NAME, "the name of a parameter").text();
            Expression absent = tokens.skipOperator("=")
                    ? expressions.expression()
                    : new Literal(new Undefined("parameter '" + name + "' was not provided"));
            parameters.add(new Parameter(name, absent));
            if (!tokens.current().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return List.copyOf(parameters);
    }

    private Statement scoped(int line, List<Statement.Assign> assignments, String end) {
        List<Statement> body = body(end);
        tokens.next();
        return new Statement.Scoped(line, assignments, body);
    }

    private List<Statement.Assign> withAssignments(int line) {
        List<Statement.Assign> assignments = new ArrayList<>();
        while (tokens.current().kind() != Kind.STATEMENT_END) {
            if (!assignments.isEmpty()) {
                tokens.expectOperator(",");
            }
            Target target = target();
            tokens.expectOperator("=");
            assignments.add(new Statement.Assign(line, target, expressions.expression()));
        }
        return List.copyOf(assignments);
    }

    private Target targets() {
        Target first = target();
        if (!tokens.current().isOperator(",")) {
            return first;
        }
        List<Target> targets = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) {
            if (!isTargetNext()) {
                break;
            }
            targets.add(target());
        }
        return new Target.Several(List.copyOf(targets));
    }

    private boolean isTargetNext() {
        Token token = tokens.current();
        return token.isOperator("(") || (token.kind() == Kind.NAME && !token.isName("in"));
    }

    private Target target() {
        if (tokens.skipOperator("(")) {
            Target inside = targets();
            tokens.expectOperator(")");
            return inside;
        }
        String name = tokens.expect(Kind.NAME, "the name of a variable").text();
        return tokens.skipOperator(".")
                ? new Target.NamespaceAttribute(
                        name,
                        tokens.expect(Kind.NAME, "the name of an attribute").text())
                : new Target.Variable(name);
    }
}
