package io.telltale.almanac;

/**
 * One message of a dialogue.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 */
public record ChatTurn(String role, String content) {

    /** What the system is told. */
    public static ChatTurn system(String content) {
        return new ChatTurn("system", content);
    }

    /** What the user says. */
    public static ChatTurn user(String content) {
        return new ChatTurn("user", content);
    }

    /** What the model answers. */
    public static ChatTurn assistant(String content) {
        return new ChatTurn("assistant", content);
    }
}
