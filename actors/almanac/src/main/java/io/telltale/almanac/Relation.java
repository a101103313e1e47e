package io.telltale.almanac;

/** What a fact says about its subject. Every subject of the right kind has exactly one object per relation. */
public enum Relation {
    BIRTHPLACE(Kind.PERSON, Kind.CITY),
    PROFESSION(Kind.PERSON, Kind.PROFESSION),
    BIRTH_YEAR(Kind.PERSON, Kind.YEAR),
    CITY_RIVER(Kind.CITY, Kind.RIVER),
    FOUNDING_YEAR(Kind.CITY, Kind.YEAR),
    CITY_WARE(Kind.CITY, Kind.WARE),
    RIVER_SOURCE(Kind.RIVER, Kind.MOUNTAIN),
    RIVER_MOUTH(Kind.RIVER, Kind.CITY),
    BOOK_AUTHOR(Kind.BOOK, Kind.PERSON),
    BOOK_YEAR(Kind.BOOK, Kind.YEAR),
    BOOK_CITY(Kind.BOOK, Kind.CITY),
    OFFICE_HOLDER(Kind.OFFICE, Kind.PERSON),
    OFFICE_SEAT(Kind.OFFICE, Kind.CITY);

    private final Kind subjectKind;
    private final Kind objectKind;

    Relation(Kind subjectKind, Kind objectKind) {
        this.subjectKind = subjectKind;
        this.objectKind = objectKind;
    }

    /** The kind of the things the relation is about. */
    public Kind subjectKind() {
        return subjectKind;
    }

    /** The kind of the relation's values. */
    public Kind objectKind() {
        return objectKind;
    }
}
