package io.telltale.runtime;

/** As many generations as are allowed run or wait; the request can be repeated later. */
public final class OverloadedException extends Exception {

    private static final long serialVersionUID = 1L;

    public OverloadedException(int limit) {
        super(limit + " generations run or wait already, which is the limit; try again later");
    }
}
