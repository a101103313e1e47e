package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts what stands between the braces of a tag into tokens. */
final class CodeLexer {

    private static final Pattern END_OF_OUTPUT = Pattern.compile("-}}\\s*|}}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern END_OF_STATEMENT =
            Pattern.compile("\\+%}|-%}\\s*|%}\\n?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?e[+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INTEGER = Pattern.compile(
            "0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\\da-f])+|[1-9](?:_?\\d)*|0(?:_?0)*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*");
    private static final Pattern STRING = Pattern.compile(
            "'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");
    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}");

    private final Cursor cursor;
    private final List<Token> tokens;
    private final Deque<String> open = new ArrayDeque<>();

    CodeLexer(Cursor cursor, List<Token> tokens) {
        this.cursor = cursor;
        this.tokens = tokens;
    }

    /** Reads up to the end of the tag, which must have an end. */
    void read(Token begin, Kind end) {
        Pattern closing = end == Kind.OUTPUT_END ? END_OF_OUTPUT : END_OF_STATEMENT;
        while (!cursor.isAtEnd()) {
            // A brace of a dictionary is no end of the tag.
            Matcher closed = open.isEmpty() ? cursor.match(closing) : null;
            if (closed != null) {
                add(end, closed, closed.group().strip());
                return;
            }
            readToken();
        }
        throw new TemplateException(begin.text() + " is not closed").at(begin.line());
    }

    private void readToken() {
        Matcher space = cursor.match(WHITE_SPACE);
        if (space != null) {
            cursor.moveTo(space.end());
        } else if (!readLiteral() && !readWord()) {
            boolean isQuote = cursor.current() == '\'' || cursor.current() == '"';
            String problem = isQuote ? "a string is not closed" : "unexpected character '" + cursor.current() + "'";
            throw new TemplateException(problem).at(cursor.line());
        }
    }

    private boolean readLiteral() {
        Matcher string = cursor.match(STRING);
        if (string != null) {
            String contents = string.group().substring(1, string.group().length() - 1);
            return add(Kind.STRING, string, StringEscapes.resolve(contents));
        }
        Matcher real = cursor.match(FLOAT);
        if (real != null) {
            return add(Kind.FLOAT, real, real.group().replace("_", ""));
        }
        Matcher integer = cursor.match(INTEGER);
        return integer != null && add(Kind.INTEGER, integer, integer.group().replace("_", ""));
    }

    private boolean readWord() {
        Matcher name = cursor.match(NAME);
        if (name != null) {
            return add(Kind.NAME, name, name.group());
        }
        Matcher operator = cursor.match(OPERATOR);
        if (operator == null) {
            return false;
        }
        balance(operator.group());
        return add(Kind.OPERATOR, operator, operator.group());
    }

    private void balance(String operator) {
        if (CLOSING.containsKey(operator)) {
            open.push(CLOSING.get(operator));
        } else if (CLOSING.containsValue(operator) && !operator.equals(open.poll())) {
            throw new TemplateException("unexpected '" + operator + "'").at(cursor.line());
        }
    }

    private boolean add(Kind kind, Matcher matcher, String text) {
        tokens.add(new Token(kind, text, cursor.line()));
        cursor.moveTo(matcher.end());
        return true;
    }
}
