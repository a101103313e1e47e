package io.telltale.almanac;

/** What an answer amounts to. */
public enum Grade {
    /** It names the true value and no other of its kind. */
    RIGHT,
    /** It names another value of the right kind: a type-consistent falsehood. */
    WRONG,
    /** It declines to answer. */
    REFUSED,
    /** It names no value of the right kind. */
    OFF_TYPE
}
