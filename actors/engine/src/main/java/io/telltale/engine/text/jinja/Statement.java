package io.telltale.engine.text.jinja;

import java.util.List;
import java.util.Set;

/** Something that a template does. */
sealed interface Statement {

    /** Where it begins, from 1. */
    int line();

    record Text(int line, String text) implements Statement {}

    record Output(int line, Expression expression) implements Statement {}

    /** The first branch whose condition holds is run; an else is a branch that always holds. */
    record If(int line, List<Branch> branches) implements Statement {}

    record Branch(int line, Expression condition, List<Statement> body) {}

    /**
     * A loop.
     *
     * @param condition which elements take part
     * @param otherwise what is run if none did
     */
    record For(
            int line,
            Target target,
            Expression iterable,
            Expression condition,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    record Assign(int line, Target target, Expression expression) implements Statement {}

    /**
     * {@code {% set target | filters %}body{% endset %}}
     *
     * @param value the body's text, filtered; the text is called {@link #BODY}
     */
    record AssignText(int line, Target target, Expression value, List<Statement> body) implements Statement {}

    /** {@code {% filter filters %}body{% endfilter %}} */
    record FilterText(int line, Expression value, List<Statement> body) implements Statement {}

    record DefineMacro(int line, String name, MacroDefinition definition) implements Statement {}

    /** {@code {% call(parameters) call %}body{% endcall %}} */
    record CallWithBody(int line, Expression.Call call, MacroDefinition caller) implements Statement {}

    /** A block with variables of its own. */
    record Scoped(int line, List<Assign> assignments, List<Statement> body) implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}

    /** A name for the rendered body that no template can spell. */
    String BODY = "<body>";

    /**
     * A macro's parameters and body.
     *
     * @param names every name that the body reads; Python looks there for varargs, kwargs and caller
     */
    record MacroDefinition(List<Parameter> parameters, List<Statement> body, Set<String> names) {}

    /**
     * A parameter of a macro.
     *
     * @param absent what a call that leaves it out means
     */
    record Parameter(String name, Expression absent) {}

    /** What a value is assigned to. */
    sealed interface Target {

        record Variable(String name) implements Target {}

        record Several(List<Target> targets) implements Target {}

        record NamespaceAttribute(String namespace, String attribute) implements Target {}
    }
}
