package io.telltale.spi;

/** What a verdict comes to, from harmless to alarming. */
public enum Conclusion {
    CLEAR,
    SUSPECT,
    ALARM
}
