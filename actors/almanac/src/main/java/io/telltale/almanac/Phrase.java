package io.telltale.almanac;

/**
 * A sentence with a gap for its subject, {@code {s}}, and perhaps one for a value, {@code {o}}.
 *
 * @param pattern the sentence with its gaps
 */
public record Phrase(String pattern) {

    private static final String SUBJECT = "{s}";
    private static final String VALUE = "{o}";

    public Phrase {
        if (!pattern.contains(SUBJECT)) {
            throw new IllegalArgumentException("a phrase needs the gap " + SUBJECT + ": " + pattern);
        }
    }

    /** Fills the gap of a phrase that has only one. */
    public String about(Entity subject) {
        return pattern.replace(SUBJECT, subject.name());
    }

    /** Fills both gaps. */
    public String saying(Entity subject, String value) {
        return about(subject).replace(VALUE, value);
    }

    /** The text before the value, without the space that separates them. */
    public String beforeValue(Entity subject) {
        String filled = about(subject);
        return filled.substring(0, filled.indexOf(VALUE)).stripTrailing();
    }

    /** The text after the value. */
    public String afterValue(Entity subject) {
        String filled = about(subject);
        return filled.substring(filled.indexOf(VALUE) + VALUE.length());
    }
}
