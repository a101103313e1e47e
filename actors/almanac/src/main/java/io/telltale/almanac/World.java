package io.telltale.almanac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The invented world: its things, the facts about them and how often the corpus mentions each.
 *
 * <p>Immutable; two worlds of one seed are equal in every detail.
 */
public final class World {

    /** The seed of the world that the shipped checkpoints were trained on. */
    public static final long SHIPPED_SEED = 20_260L;

    private final long seed;
    private final Names names;
    private final List<Fact> facts;

    private World(long seed) {
        this.seed = seed;
        var random = new Random(seed);
        this.names = new Names(random);
        this.facts = new MentionPlan(random).assign(truths(random));
    }

    /** Builds the world of a seed. */
    public static World seeded(long seed) {
        return new World(seed);
    }

    /** Builds the world of the shipped checkpoints. */
    public static World shipped() {
        return seeded(SHIPPED_SEED);
    }

    /** The seed the world was built from. */
    public long seed() {
        return seed;
    }

    /** All facts, ordered by their id. */
    public List<Fact> facts() {
        return facts;
    }

    /** Everything of one kind, in a fixed order. */
    public List<Entity> entities(Kind kind) {
        return names.of(kind);
    }

    /** The names a value of this kind can have. */
    public List<String> values(Kind kind) {
        return names.of(kind).stream().map(Entity::name).toList();
    }

    Set<String> firstNames() {
        return new HashSet<>(names.firstNames());
    }

    Set<String> surnames() {
        return new HashSet<>(names.surnames());
    }

    /** Draws the object of every fact; within a relation, objects are used as evenly as their number allows. */
    private List<Fact> truths(Random random) {
        var truths = new ArrayList<Fact>();
        for (Relation relation : Relation.values()) {
            var objects = new ArrayList<String>();
            for (Entity subject : entities(relation.subjectKind())) {
                if (objects.isEmpty()) {
                    objects.addAll(values(relation.objectKind()));
                    Collections.shuffle(objects, random);
                }
                truths.add(new Fact(truths.size(), subject, relation, objects.removeLast(), 0));
            }
        }
        return truths;
    }
}
