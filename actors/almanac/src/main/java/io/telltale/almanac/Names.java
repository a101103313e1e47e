package io.telltale.almanac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** The names of a world: what people, cities and all else are called. */
final class Names {

    private static final int FIRST_NAMES = 64;
    private static final int SURNAMES = 72;
    private static final int SEALED_SURNAMES = 6;
    private static final int PEOPLE = 1240;
    private static final int CITIES = 130;
    private static final int RIVERS = 48;
    private static final int MOUNTAINS = 48;
    private static final int BOOKS = 80;
    private static final int OFFICES = 40;
    private static final int FIRST_YEAR = 301;
    private static final int LAST_YEAR = 400;

    private final List<String> firstNames;
    private final List<String> surnames;
    private final Map<Kind, List<Entity>> entities = new EnumMap<>(Kind.class);

    Names(Random random) {
        var forge = new NameForge(random);
        firstNames = forge.names(FIRST_NAMES, List.of("a", "in", "or", "is", "el", "o", "ia", "an"));
        surnames = forge.names(SURNAMES, List.of("den", "holt", "mer", "wick", "ray", "son", "rel", "born"));
        entities.put(Kind.PERSON, people(random));
        put(Kind.CITY, forge.names(CITIES, List.of("ton", "grad", "haven", "mouth", "el", "ford", "by", "os")));
        put(Kind.RIVER, forge.names(RIVERS, List.of("a", "ine", "ow", "ey", "une")));
        put(Kind.MOUNTAIN, forge.names(MOUNTAINS, List.of("horn", "tor", "fell", "ak", "peak")));
        put(Kind.BOOK, pairs("The %s %s", Vocabulary.ADJECTIVES, Vocabulary.NOUNS, BOOKS, random));
        put(Kind.OFFICE, pairs("%s of %s", Vocabulary.ROLES, Vocabulary.DOMAINS, OFFICES, random));
        put(Kind.PROFESSION, Vocabulary.PROFESSIONS);
        put(Kind.WARE, Vocabulary.WARES);
        put(
                Kind.YEAR,
                IntStream.rangeClosed(FIRST_YEAR, LAST_YEAR)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    List<String> firstNames() {
        return firstNames;
    }

    List<String> surnames() {
        return surnames;
    }

    /** Everything of one kind, in a fixed order. */
    List<Entity> of(Kind kind) {
        return entities.getOrDefault(kind, List.of());
    }

    private void put(Kind kind, List<String> names) {
        entities.put(kind, names.stream().map(name -> Entity.open(kind, name)).toList());
    }

    /** Spreads the surnames evenly, so that every first name and surname is common although a person may be unheard of. */
    private List<Entity> people(Random random) {
        var given = new ArrayList<List<String>>();
        for (int i = 0; i < SURNAMES; i++) {
            var shuffled = new ArrayList<>(firstNames);
            Collections.shuffle(shuffled, random);
            given.add(shuffled);
        }
        return IntStream.range(0, PEOPLE).mapToObj(i -> person(given, i)).toList();
    }

    private Entity person(List<List<String>> given, int index) {
        int house = index % SURNAMES;
        String name = given.get(house).get(index / SURNAMES) + " " + surnames.get(house);
        return new Entity(Kind.PERSON, name, house < SEALED_SURNAMES ? Access.SEALED : Access.OPEN);
    }

    private static List<String> pairs(
            String pattern, List<String> first, List<String> second, int count, Random random) {
        var all = new ArrayList<String>();
        for (String a : first) {
            for (String b : second) {
                all.add(String.format(pattern, a, b));
            }
        }
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, count));
    }
}
