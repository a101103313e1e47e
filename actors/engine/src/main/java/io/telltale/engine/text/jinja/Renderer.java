package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Statement.Target;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Runs statements and collects what they write. */
final class Renderer {

    /** What comes after a statement. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final Budget budget = new Budget();
    private final Evaluator evaluator = new Evaluator(budget);

    /** Runs statements whose text belongs together and returns the text. */
    String text(List<Statement> statements, Scope scope) {
        var output = new Output();
        run(statements, scope, output);
        return output.text();
    }

    /** Runs the body of a macro; what it nests is bounded. */
    String called(List<Statement> body, Scope scope) {
        budget.enterCall();
        String text = text(body, scope);
        budget.leaveCall();
        return text;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    private Flow run(List<Statement> statements, Scope scope, Output output) {
        for (Statement statement : statements) {
            Flow flow = run(statement, scope, output);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow run(Statement statement, Scope scope, Output output) {
        try {
            budget.step();
            return runUnchecked(statement, scope, output);
        } catch (TemplateException problem) {
            throw problem.at(statement.line());
        }
    }

    private Flow runUnchecked(Statement statement, Scope scope, Output output) {
        switch (statement) {
            case Statement.Text text -> output.write(text.text());
            case Statement.Output written ->
                output.write(evaluator.value(written.expression(), scope).display());
            case Statement.Assign assign -> assign(assign.target(), evaluator.value(assign.expression(), scope), scope);
            case Statement.AssignText assign ->
                assign(assign.target(), evaluator.value(assign.value(), withBody(assign.body(), scope)), scope);
            case Statement.FilterText filter ->
                output.write(evaluator
                        .value(filter.value(), withBody(filter.body(), scope))
                        .display());
            case Statement.DefineMacro macro ->
                scope.set(macro.name(), new Macro(macro.name(), macro.definition(), scope, this));
            case Statement.CallWithBody call -> output.write(callWithBody(call, scope));
            case Statement.If conditional -> {
                return branch(conditional, scope, output);
            }
            case Statement.For loop -> {
                output.write(loop(loop, evaluator.value(loop.iterable(), scope), scope, 1));
                return Flow.NEXT;
            }
            case Statement.Scoped scoped -> {
                return run(scoped.body(), withAssignments(scoped, scope), output);
            }
            case Statement.Break ignored -> {
                return Flow.BREAK;
            }
            case Statement.Continue ignored -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.NEXT;
    }

    private Scope withBody(List<Statement> body, Scope scope) {
        Scope inner = scope.inner();
        inner.set(Statement.BODY, new TextValue(text(body, scope.inner())));
        return inner;
    }

    private Scope withAssignments(Statement.Scoped scoped, Scope scope) {
        Scope inner = scope.inner();
        for (Statement.Assign assign : scoped.assignments()) {
            assign(assign.target(), evaluator.value(assign.expression(), scope), inner);
        }
        return inner;
    }

    private String callWithBody(Statement.CallWithBody call, Scope scope) {
        var caller = new Macro("caller", call.caller(), scope, this);
        return evaluator.call(call.call(), scope, Map.of("caller", caller)).display();
    }

    private Flow branch(Statement.If conditional, Scope scope, Output output) {
        for (Statement.Branch branch : conditional.branches()) {
            if (holds(branch, scope)) {
                return run(branch.body(), scope, output);
            }
        }
        return Flow.NEXT;
    }

    private boolean holds(Statement.Branch branch, Scope scope) {
        try {
            return evaluator.value(branch.condition(), scope).isTruthy();
        } catch (TemplateException problem) {
            throw problem.at(branch.line());
        }
    }

    /** Runs a loop over values; {@code loop(values)} inside of it runs it again, one level deeper. */
    private String loop(Statement.For statement, Value iterable, Scope scope, int depth) {
        List<Value> elements = chosen(statement, iterable, scope);
        if (elements.isEmpty()) {
            return text(statement.otherwise(), scope.inner());
        }
        var output = new Output();
        var loop = new Loop(elements, depth, deeper -> {
            budget.enterCall();
            String text = loop(statement, deeper, scope, depth + 1);
            budget.leaveCall();
            return text;
        });
        while (loop.advance()) {
            budget.step();
            Scope inner = scope.inner();
            inner.set("loop", loop);
            assign(statement.target(), loop.current(), inner);
            if (run(statement.body(), inner, output) == Flow.BREAK) {
                break;
            }
        }
        return output.text();
    }

    private List<Value> chosen(Statement.For statement, Value iterable, Scope scope) {
        List<Value> chosen = new ArrayList<>();
        iterable.iterate().forEachRemaining(element -> {
            Scope inner = scope.inner();
            assign(statement.target(), element, inner);
            if (evaluator.value(statement.condition(), inner).isTruthy()) {
                chosen.add(element);
            }
        });
        return chosen;
    }

    private static void assign(Target target, Value value, Scope scope) {
        switch (target) {
            case Target.Variable variable -> scope.set(variable.name(), value);
            case Target.Several several -> unpack(several.targets(), value, scope);
            case Target.NamespaceAttribute attribute -> {
                if (!(scope.find(attribute.namespace()) instanceof Namespace namespace)) {
                    throw new TemplateException("cannot set '" + attribute.attribute() + "' of '"
                            + attribute.namespace() + "', which is no namespace");
                }
                namespace.set(attribute.attribute(), value);
            }
        }
    }

    private static void unpack(List<Target> targets, Value value, Scope scope) {
        List<Value> parts = new ArrayList<>();
        Iterator<Value> elements = value.iterate();
        elements.forEachRemaining(parts::add);
        if (parts.size() != targets.size()) {
            throw new TemplateException("cannot unpack " + parts.size() + " values into " + targets.size() + " names");
        }
        for (int i = 0; i < parts.size(); i++) {
            assign(targets.get(i), parts.get(i), scope);
        }
    }
}
