package io.telltale.engine.text.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes dates as {@code strftime} does in the C locale. */
final class PythonDates {

    private static final Pattern DIRECTIVE = Pattern.compile("%([-_0^#]?)(.)", Pattern.DOTALL);
    private static final int DAYS_OF_WEEK = 7;

    private PythonDates() {}

    static String format(LocalDateTime time, String format) {
        return DIRECTIVE.matcher(format).replaceAll(directive -> Matcher.quoteReplacement(written(time, directive)));
    }

    private static String written(LocalDateTime time, MatchResult directive) {
        String plain = plain(time, directive.group(2));
        return switch (directive.group(1)) {
            case "-" -> plain.replaceFirst("^[0 ]+(?=.)", "");
            case "_" -> plain.replaceFirst("^0(?=.)", " ");
            case "0" -> plain.replaceFirst("^ ", "0");
            case "^" -> plain.toUpperCase(Locale.ROOT);
            case "" -> plain;
            default -> throw unknown(directive.group());
        };
    }

    private static String plain(LocalDateTime time, String letter) {
        return switch (letter) {
            case "a" -> text(time, "EEE");
            case "A" -> text(time, "EEEE");
            case "b", "h" -> text(time, "MMM");
            case "B" -> text(time, "MMMM");
            case "c" -> format(time, "%a %b %e %H:%M:%S %Y");
            case "C" -> "%02d".formatted(time.getYear() / 100);
            case "d" -> text(time, "dd");
            case "D", "x" -> text(time, "MM/dd/yy");
            case "e" -> "%2d".formatted(time.getDayOfMonth());
            case "f" -> "%06d".formatted(time.get(ChronoField.MICRO_OF_SECOND));
            case "F" -> text(time, "yyyy-MM-dd");
            case "G" -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
            case "H" -> text(time, "HH");
            case "I" -> text(time, "hh");
            case "j" -> text(time, "DDD");
            case "k" -> "%2d".formatted(time.getHour());
            case "l" -> "%2d".formatted(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case "m" -> text(time, "MM");
            case "M" -> text(time, "mm");
            case "n" -> "\n";
            case "p" -> text(time, "a");
            case "r" -> text(time, "hh:mm:ss a");
            case "R" -> text(time, "HH:mm");
            case "S" -> text(time, "ss");
            case "t" -> "\t";
            case "T", "X" -> text(time, "HH:mm:ss");
            case "u" -> String.valueOf(time.getDayOfWeek().getValue());
            case "U" -> "%02d".formatted((time.getDayOfYear() + DAYS_OF_WEEK - 1 - sundayFirst(time)) / DAYS_OF_WEEK);
            case "V" -> "%02d".formatted(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case "w" -> String.valueOf(sundayFirst(time));
            case "W" ->
                "%02d"
                        .formatted((time.getDayOfYear()
                                        + DAYS_OF_WEEK
                                        - time.getDayOfWeek().getValue())
                                / DAYS_OF_WEEK);
            case "y" -> text(time, "yy");
            case "Y" -> String.valueOf(time.getYear());
            case "z", "Z" -> "";
            case "%" -> "%";
            default -> throw unknown("%" + letter);
        };
    }

    private static int sundayFirst(LocalDateTime time) {
        return time.getDayOfWeek().getValue() % DAYS_OF_WEEK;
    }

    private static String text(LocalDateTime time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time).replace("\u202f", " ");
    }

    private static TemplateException unknown(String directive) {
        return new TemplateException("the date format " + directive + " is not supported");
    }
}
