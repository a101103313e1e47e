package io.telltale.engine.text.jinja;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Jinja template that was read. Safe for use by several threads. */
public final class JinjaTemplate {

    private final List<Statement> statements;

    private JinjaTemplate(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException if it is no Jinja, or has statements that chat templates never need
     */
    public static JinjaTemplate parse(String source) {
        return new JinjaTemplate(StatementParser.parse(source));
    }

    /**
     * Renders it.
     *
     * @param variables by name; null is Python's None, and a name that is not here is undefined
     * @param clock what {@code strftime_now} reads
     * @throws TemplateException if it does what Python refuses too, or refuses these variables in its own words
     */
    public String render(Map<String, JsonNode> variables, Clock clock) {
        Map<String, Value> values = new HashMap<>(Globals.of(clock));
        variables.forEach((name, value) -> values.put(name, JsonValues.of(value)));
        return new Renderer().text(statements, Scope.outermost(values));
    }
}
