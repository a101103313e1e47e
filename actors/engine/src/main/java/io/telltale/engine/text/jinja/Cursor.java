package io.telltale.engine.text.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a template that moves towards its end and knows its line. */
final class Cursor {

    private final String source;
    private int position;
    private int line = 1;

    Cursor(String source) {
        this.source = source;
    }

    int position() {
        return position;
    }

    int line() {
        return line;
    }

    boolean isAtEnd() {
        return position >= source.length();
    }

    /** A line begins here if nothing or a newline was read last. */
    boolean isAtLineStart() {
        return position == 0 || source.charAt(position - 1) == '\n';
    }

    /** The character at a place; a space behind the end. */
    char charAt(int place) {
        return place < source.length() ? source.charAt(place) : ' ';
    }

    char current() {
        return charAt(position);
    }

    int lineAt(int place) {
        return line + newlines(position, place);
    }

    String until(int place) {
        return source.substring(position, place);
    }

    String rest() {
        return source.substring(position);
    }

    void moveTo(int place) {
        line += newlines(position, place);
        position = place;
    }

    @Nullable
    Matcher find(Pattern pattern) {
        Matcher matcher = pattern.matcher(source);
        return matcher.find(position) ? matcher : null;
    }

    @Nullable
    Matcher match(Pattern pattern) {
        return matchAt(pattern, position);
    }

    @Nullable
    Matcher matchAt(Pattern pattern, int place) {
        Matcher matcher = pattern.matcher(source).region(place, source.length()).useTransparentBounds(true);
        return matcher.lookingAt() ? matcher : null;
    }

    private int newlines(int from, int until) {
        return (int)
                source.substring(from, until).chars().filter(c -> c == '\n').count();
    }
}
