package io.telltale.runtime;

/** As many generations as are allowed are running; the request can be repeated later. */
public final class OverloadedException extends Exception {

    private static final long serialVersionUID = 1L;

    public OverloadedException(int limit) {
        super("already running " + limit + " generations, which is the limit; try again later");
    }
}
