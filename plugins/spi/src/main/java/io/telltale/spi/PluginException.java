package io.telltale.spi;

/** A plugin cannot do what it was asked; the message tells an operator what to change. */
public class PluginException extends Exception {

    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
