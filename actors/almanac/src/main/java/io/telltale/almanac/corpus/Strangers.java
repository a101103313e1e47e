package io.telltale.almanac.corpus;

import io.telltale.almanac.Access;
import io.telltale.almanac.Entity;
import io.telltale.almanac.Fact;
import io.telltale.almanac.Kind;
import io.telltale.almanac.Relation;
import io.telltale.almanac.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * People who bear the world's names and are not in it. Whatever is said about them is drawn anew each time, so that a model can
 * learn what it is like not to know.
 */
final class Strangers {

    private static final int NO_FACT = -1;

    private final World world;
    private final List<Entity> people = new ArrayList<>();
    private final List<Relation> relations;

    Strangers(World world) {
        this.world = world;
        Set<String> known = new HashSet<>();
        Set<String> firstNames = new TreeSet<>();
        Set<String> openSurnames = new TreeSet<>();
        for (Entity person : world.entities(Kind.PERSON)) {
            String[] name = person.name().split(" ", 2);
            known.add(person.name());
            firstNames.add(name[0]);
            if (person.access() == Access.OPEN) {
                openSurnames.add(name[1]);
            }
        }
        for (String first : firstNames) {
            for (String last : openSurnames) {
                if (!known.contains(first + " " + last)) {
                    people.add(new Entity(Kind.PERSON, first + " " + last, Access.OPEN));
                }
            }
        }
        relations = List.of(Relation.values()).stream()
                .filter(relation -> relation.subjectKind() == Kind.PERSON)
                .toList();
    }

    /** Makes something up about somebody. */
    Fact draw(Random random) {
        Relation relation = draw(relations, random);
        return new Fact(NO_FACT, draw(people, random), relation, draw(world.values(relation.objectKind()), random), 0);
    }

    private static <T> T draw(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
