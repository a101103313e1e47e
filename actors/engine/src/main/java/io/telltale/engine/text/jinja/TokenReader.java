package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Token.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands out tokens one after the other, and notes the names that expressions read. */
final class TokenReader {

    private final List<Token> tokens;
    private final Set<String> names = new HashSet<>();
    private int position;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(position);
    }

    Token following() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    boolean skipOperator(String operator) {
        boolean there = current().isOperator(operator);
        if (there) {
            next();
        }
        return there;
    }

    boolean skipName(String name) {
        boolean there = current().isName(name);
        if (there) {
            next();
        }
        return there;
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    Token expect(Kind kind, String what) {
        if (current().kind() != kind) {
            throw unexpected(what);
        }
        return next();
    }

    void noteName(String name) {
        names.add(name);
    }

    /** The names that were noted so far. */
    Set<String> names() {
        return names;
    }

    TemplateException unexpected(String wanted) {
        return problem("expected " + wanted + " but found " + current().spelt());
    }

    TemplateException problem(String message) {
        return new TemplateException(message).at(current().line());
    }
}
