package io.telltale.node.demo;

/** Colours for a terminal, or none. */
enum Palette {
    COLOUR,
    PLAIN;

    private static final double SUSPECT = 0.35;
    private static final double ALARM = 0.65;
    private static final String RESET = "\u001b[0m";

    /** Colours a text by risk: green, yellow, red. */
    String risk(double risk, String text) {
        if (risk >= ALARM) {
            return paint("31", text);
        }
        return paint(risk >= SUSPECT ? "33" : "32", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    String mark(String text) {
        return paint("35;1", text);
    }

    String good(String text) {
        return paint("32;1", text);
    }

    String bad(String text) {
        return paint("31;1", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + RESET;
    }
}
