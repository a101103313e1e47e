package io.telltale.almanac;

/** What sort of thing a name stands for; a value of the right kind is type-consistent even when it is wrong. */
public enum Kind {
    PERSON,
    CITY,
    RIVER,
    MOUNTAIN,
    BOOK,
    OFFICE,
    PROFESSION,
    WARE,
    YEAR
}
