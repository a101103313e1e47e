package io.telltale.spi;

/** Ends the sequence before its next token. */
public record StopGeneration(String reason) implements Intervention {

    @Override
    public String summary() {
        return "stop: " + reason;
    }
}
