package io.telltale.engine.text.jinja;

/** What one rendering may use, so that every rendering ends. */
final class Budget {

    static final int LONGEST_TEXT = 16_000_000;

    private static final int MOST_STEPS = 5_000_000;
    private static final int DEEPEST_CALLS = 100;

    private int steps;
    private int calls;

    /** Counts something that a template does. */
    void step() {
        if (++steps > MOST_STEPS) {
            throw new TemplateException("the template does more than " + MOST_STEPS + " steps");
        }
    }

    void enterCall() {
        if (++calls > DEEPEST_CALLS) {
            throw new TemplateException("macros or recursive loops call each other too deeply");
        }
    }

    void leaveCall() {
        calls--;
    }

    static String checked(String text) {
        checkLength(text.length());
        return text;
    }

    static void checkLength(long characters) {
        if (characters > LONGEST_TEXT) {
            throw new TemplateException("the text grows beyond " + LONGEST_TEXT + " characters");
        }
    }
}
