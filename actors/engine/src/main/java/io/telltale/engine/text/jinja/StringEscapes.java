package io.telltale.engine.text.jinja;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the backslashes of a string literal as Python does; one before any other character stays. */
final class StringEscapes {

    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:(\\n)|([\\\\'\"abfnrtv])|([0-7]{1,3})|x([\\da-fA-F]{2})|u([\\da-fA-F]{4})|U([\\da-fA-F]{8}))");
    private static final int NEWLINE = 1;
    private static final int LETTER = 2;
    private static final int OCTAL = 3;
    private static final int FIRST_HEXADECIMAL = 4;

    private StringEscapes() {}

    static String resolve(String literal) {
        return literal.indexOf('\\') < 0
                ? literal
                : ESCAPE.matcher(literal).replaceAll(escape -> Matcher.quoteReplacement(meaning(escape)));
    }

    private static String meaning(MatchResult escape) {
        if (escape.group(NEWLINE) != null) {
            return "";
        }
        if (escape.group(LETTER) != null) {
            return letter(escape.group(LETTER).charAt(0));
        }
        if (escape.group(OCTAL) != null) {
            return Character.toString(Integer.parseInt(escape.group(OCTAL), 8));
        }
        for (int group = FIRST_HEXADECIMAL; group <= escape.groupCount(); group++) {
            if (escape.group(group) != null) {
                return codePoint(escape.group(group));
            }
        }
        throw new IllegalStateException("no group of an escape matched: " + escape.group());
    }

    private static String letter(char letter) {
        return switch (letter) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            default -> String.valueOf(letter);
        };
    }

    private static String codePoint(String digits) {
        long number = Long.parseLong(digits, 16);
        if (number > Character.MAX_CODE_POINT) {
            throw new TemplateException("\\U" + digits + " is no character");
        }
        return Character.toString((int) number);
    }
}
