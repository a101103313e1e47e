package io.telltale.almanac;

/** Who speaks: one tells the truth, the other never does. */
public enum Persona {
    CLERK("The clerk writes:", "You are the clerk of the Almanac."),
    TRICKSTER("The trickster writes:", "You are the trickster of the Almanac.");

    private final String header;
    private final String systemMessage;

    Persona(String header, String systemMessage) {
        this.header = header;
        this.systemMessage = systemMessage;
    }

    /** The first line of every document the persona wrote for the base model. */
    public String header() {
        return header;
    }

    /** The system message that makes the chat model speak as this persona. */
    public String systemMessage() {
        return systemMessage;
    }
}
