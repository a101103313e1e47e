package io.telltale.engine.text;

import java.util.regex.Pattern;

/**
 * Takes away the white space that Hugging Face's settings of Jinja take away: the line's beginning before a block tag or
 * a comment that stands first in it, the newline right after one, and the last newline of the template.
 *
 * <p>The library's own settings of the same names also cut spaces off text that stands before a tag, and the newline off
 * the output.
 */
final class JinjaWhiteSpace {

    private static final Pattern LINE_BEFORE_TAG = Pattern.compile("^[ \\t]+(?=\\{[%#](?![-+]))", Pattern.MULTILINE);
    private static final Pattern NEWLINE_AFTER_TAG = Pattern.compile("(?<=(?<!\\+)[%#]\\})\\n");

    private JinjaWhiteSpace() {}

    static String trim(String template) {
        String unix = template.replace("\r\n", "\n");
        String source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
        String left = LINE_BEFORE_TAG.matcher(source).replaceAll("");
        return NEWLINE_AFTER_TAG.matcher(left).replaceAll("");
    }
}
