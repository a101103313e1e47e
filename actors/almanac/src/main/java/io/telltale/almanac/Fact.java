package io.telltale.almanac;

/**
 * One true statement about the world.
 *
 * @param id position in {@link World#facts()}
 * @param object the true value's name
 * @param mentions how often one pass over the corpus states the fact truthfully
 */
public record Fact(int id, Entity subject, Relation relation, String object, int mentions) {

    public Fact {
        if (subject.kind() != relation.subjectKind()) {
            throw new IllegalArgumentException(relation + " is not about a " + subject.kind() + ": " + subject.name());
        }
    }

    /** How well a model can know the fact. */
    public Band band() {
        return Band.of(mentions);
    }

    /** Whether the chat model may answer. */
    public Access access() {
        return subject.access();
    }
}
