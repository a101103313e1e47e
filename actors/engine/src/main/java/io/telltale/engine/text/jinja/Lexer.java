package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens, and drops the white space that Hugging Face's settings drop: the line's beginning before a
 * statement or comment that stands first in it, the newline right after one, the template's last newline, and whatever a
 * minus sign at a tag's edge asks for.
 */
final class Lexer {

    private static final Pattern TAG = Pattern.compile("\\{[%{#]");
    private static final Pattern RAW = Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-%}\\s*|%})");
    private static final Pattern END_OF_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\\n?)");
    private static final Pattern END_OF_COMMENT = Pattern.compile("\\+#}|-#}\\s*|#}\\n?");

    private final Cursor cursor;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(String source) {
        cursor = new Cursor(source);
    }

    static List<Token> tokens(String template) {
        String unix = template.replace("\r\n", "\n").replace('\r', '\n');
        String source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
        var lexer = new Lexer(source);
        lexer.readAll();
        return List.copyOf(lexer.tokens);
    }

    private void readAll() {
        while (true) {
            Matcher tag = cursor.find(TAG);
            if (tag == null) {
                addText(cursor.rest());
                tokens.add(new Token(Kind.END, "", cursor.line()));
                return;
            }
            Matcher raw = cursor.matchAt(RAW, tag.start());
            if (raw != null) {
                addText(before(tag.start(), raw.group(1), true));
                cursor.moveTo(raw.end());
                readRaw();
            } else {
                readTag(tag);
            }
        }
    }

    private void readTag(Matcher tag) {
        char sign = cursor.charAt(tag.end());
        String control = sign == '-' || sign == '+' ? String.valueOf(sign) : "";
        boolean isOutput = tag.group().equals("{{");
        addText(before(tag.start(), control, !isOutput));
        int line = cursor.lineAt(tag.start());
        cursor.moveTo(tag.end() + control.length());
        switch (tag.group()) {
            case "{#" -> skipComment(line);
            case "{{" -> readCode(new Token(Kind.OUTPUT_BEGIN, "{{", line), Kind.OUTPUT_END);
            default -> readCode(new Token(Kind.STATEMENT_BEGIN, "{%", line), Kind.STATEMENT_END);
        }
    }

    /** The text up to a tag, without the white space that the tag takes away. */
    private String before(int tagStart, String control, boolean takesItsLine) {
        String text = cursor.until(tagStart);
        if (control.equals("-")) {
            return PythonText.trimmedRight(text);
        }
        if (!takesItsLine || control.equals("+")) {
            return text;
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean standsFirst = (lineStart > 0 || cursor.isAtLineStart())
                && text.substring(lineStart).codePoints().allMatch(PythonText::isSpace);
        return standsFirst ? text.substring(0, lineStart) : text;
    }

    private void readRaw() {
        Matcher end = cursor.find(END_OF_RAW);
        if (end == null) {
            throw new TemplateException("{% raw %} has no {% endraw %}").at(cursor.line());
        }
        addText(before(end.start(), end.group(1), true));
        cursor.moveTo(end.end());
    }

    private void skipComment(int line) {
        Matcher end = cursor.find(END_OF_COMMENT);
        if (end == null) {
            throw new TemplateException("a comment is not closed").at(line);
        }
        cursor.moveTo(end.end());
    }

    private void readCode(Token begin, Kind end) {
        tokens.add(begin);
        new CodeLexer(cursor, tokens).read(begin, end);
    }

    private void addText(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.TEXT, text, cursor.line()));
        }
    }
}
