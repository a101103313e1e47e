package io.telltale.almanac;

/** Whether the wording of a question occurs in the corpus. */
public enum TemplateSplit {
    TRAINING,
    HELD_OUT
}
