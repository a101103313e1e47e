package io.telltale.engine.text.jinja;

/** Text in the making, up to a limit. */
final class Output {

    private final StringBuilder text = new StringBuilder();

    void write(String more) {
        Budget.checkLength((long) text.length() + more.length());
        text.append(more);
    }

    String text() {
        return text.toString();
    }
}
