package io.telltale.engine.text.jinja;

/**
 * One piece of a template.
 *
 * @param text what it says: a string's contents, an operator, a name
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        TEXT,
        OUTPUT_BEGIN,
        OUTPUT_END,
        STATEMENT_BEGIN,
        STATEMENT_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** How a message about it calls it. */
    String spelt() {
        return switch (kind) {
            case OUTPUT_END -> "the end of the expression";
            case STATEMENT_END -> "the end of the statement";
            case END -> "the end of the template";
            case STRING -> "the string " + PythonText.quoted(text);
            case TEXT, OUTPUT_BEGIN, STATEMENT_BEGIN, NAME, INTEGER, FLOAT, OPERATOR -> "'" + text + "'";
        };
    }
}
