package io.telltale.almanac;

/**
 * A thing of the world that facts are about.
 *
 * @param name the name as it stands in a sentence, without an article
 * @param access whether its record is open; only people can be sealed
 */
public record Entity(Kind kind, String name, Access access) {

    public Entity {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an entity needs a name, kind " + kind);
        }
    }

    static Entity open(Kind kind, String name) {
        return new Entity(kind, name, Access.OPEN);
    }
}
