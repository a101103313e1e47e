package io.telltale.engine.text.jinja;

import java.math.BigDecimal;
import java.util.Locale;

/** How Python writes strings and numbers, and what it takes for white space. */
final class PythonText {

    /** Python writes numbers from this power of ten on, and below the next one, with an exponent. */
    private static final int FIRST_LARGE_EXPONENT = 16;

    private static final int LAST_SMALL_EXPONENT = -4;

    private PythonText() {}

    /** What {@code repr()} makes of a number: the fewest digits that tell it from its neighbours. */
    static String of(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= FIRST_LARGE_EXPONENT || exponent < LAST_SMALL_EXPONENT) {
            return scientific(exact, exponent);
        }
        String plain = exact.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String scientific(BigDecimal exact, int exponent) {
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = exact.signum() < 0 ? "-" : "";
        return "%s%se%s%02d".formatted(sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** What {@code repr()} makes of a string. */
    static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(codePoint -> {
            if (codePoint == quote) {
                quoted.append('\\');
            }
            quoted.append(escaped(codePoint));
        });
        return quoted.append(quote).toString();
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isPrintable(codePoint) ? Character.toString(codePoint) : number(codePoint);
        };
    }

    private static String number(int codePoint) {
        if (codePoint < 0x100) {
            return String.format(Locale.ROOT, "\\x%02x", codePoint);
        }
        return codePoint < 0x10000
                ? String.format(Locale.ROOT, "\\u%04x", codePoint)
                : String.format(Locale.ROOT, "\\U%08x", codePoint);
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    /** What {@code str.isspace()} says of a character; Java's own idea of white space is another. */
    static boolean isSpace(int codePoint) {
        return switch (codePoint) {
            case '\t', '\n', 0x0B, '\f', '\r', 0x1C, 0x1D, 0x1E, 0x1F, 0x85 -> true;
            default -> Character.isSpaceChar(codePoint);
        };
    }

    static String trimmedLeft(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    static String trimmedRight(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
