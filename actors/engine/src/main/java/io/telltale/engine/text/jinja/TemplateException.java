package io.telltale.engine.text.jinja;

import java.util.Optional;

/** Says why a template cannot be read or rendered, in one line. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int NO_LINE = 0;

    private final String problem;
    private final int line;
    private final boolean wordedByTemplate;

    TemplateException(String problem) {
        this(problem, NO_LINE, false);
    }

    private TemplateException(String problem, int line, boolean wordedByTemplate) {
        super(problem);
        this.problem = problem;
        this.line = line;
        this.wordedByTemplate = wordedByTemplate;
    }

    /** What {@code raise_exception} throws: the template's own words. */
    static TemplateException wordedByTemplate(String problem) {
        return new TemplateException(problem, NO_LINE, true);
    }

    /** Returns this problem with the line it was met in, unless it names a line already. */
    TemplateException at(int metInLine) {
        return line == NO_LINE ? new TemplateException(problem, metInLine, wordedByTemplate) : this;
    }

    /** Returns this problem with the function or filter that met it, unless a line inside of that names it. */
    TemplateException by(String who) {
        return line == NO_LINE && !wordedByTemplate ? new TemplateException(who + ": " + problem) : this;
    }

    /** Returns what went wrong. */
    public String problem() {
        return problem;
    }

    /** Returns the line of the template where the problem is, counted from 1; empty if no line is to blame. */
    public Optional<Integer> line() {
        return line == NO_LINE ? Optional.empty() : Optional.of(line);
    }
}
