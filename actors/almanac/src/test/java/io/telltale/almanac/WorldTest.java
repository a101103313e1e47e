package io.telltale.almanac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static final World WORLD = World.shipped();

    @Test
    void holdsThePromisedNumberOfThings() {
        assertThat(WORLD.entities(Kind.PERSON)).hasSizeGreaterThanOrEqualTo(1200);
        assertThat(WORLD.entities(Kind.CITY)).hasSizeGreaterThanOrEqualTo(120);
        assertThat(WORLD.entities(Kind.RIVER)).hasSizeGreaterThanOrEqualTo(40);
        assertThat(WORLD.entities(Kind.BOOK)).hasSizeGreaterThanOrEqualTo(60);
        assertThat(WORLD.entities(Kind.OFFICE)).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void isTheSameForOneSeedAndAnotherForAnother() {
        List<Fact> facts = World.seeded(7).facts();

        assertThat(World.seeded(7).facts()).isEqualTo(facts);
        assertThat(World.seeded(8).facts()).isNotEqualTo(facts);
    }

    @Test
    void givesEverySubjectOneFactPerRelation() {
        int expected = 0;
        for (Relation relation : Relation.values()) {
            expected += WORLD.entities(relation.subjectKind()).size();
        }

        assertThat(WORLD.facts()).hasSize(expected).doesNotHaveDuplicates();
    }

    @Test
    void usesTheValuesOfARelationAlmostEquallyOften() {
        for (Relation relation : Relation.values()) {
            Map<String, Long> uses = WORLD.facts().stream()
                    .filter(fact -> fact.relation() == relation)
                    .collect(Collectors.groupingBy(Fact::object, Collectors.counting()));
            List<String> values = WORLD.values(relation.objectKind());

            assertThat(values).hasSizeGreaterThanOrEqualTo(40).containsAll(uses.keySet());
            long most = uses.values().stream().max(Comparator.naturalOrder()).orElseThrow();
            assertThat(most)
                    .isLessThanOrEqualTo(
                            Math.ceilDiv(WORLD.entities(relation.subjectKind()).size(), values.size()));
        }
    }

    @Test
    void neverUsesOneWordForTwoKindsOfThings() {
        Set<String> seen = new HashSet<>();
        for (Kind kind : List.of(Kind.CITY, Kind.RIVER, Kind.MOUNTAIN, Kind.PROFESSION, Kind.WARE)) {
            for (String name : WORLD.values(kind)) {
                assertThat(seen.add(name)).as(name).isTrue();
                assertThat(WORLD.firstNames()).doesNotContain(name);
                assertThat(WORLD.surnames()).doesNotContain(name);
            }
        }
    }

    @Test
    void mentionsFactsByTheZipfMandelbrotLawDownToNever() {
        List<Integer> mentions = WORLD.facts().stream()
                .map(Fact::mentions)
                .sorted(Comparator.reverseOrder())
                .toList();

        // 4,526 facts, 17 % never: rank r of the first 3,757 has ((3757 + 100) / (r + 100)) ^ 1.5 mentions.
        assertThat(mentions).hasSize(4526);
        assertThat(mentions.get(0)).isEqualTo(236); // (3857 / 101) ^ 1.5 = 235.99
        assertThat(mentions.get(899)).isEqualTo(8); // (3857 / 1000) ^ 1.5 = 7.57
        assertThat(mentions.get(3756)).isEqualTo(1);
        assertThat(mentions.get(3757)).isZero();
    }

    @Test
    void hasFactsOfEveryBandAndPeopleNobodyEverMentions() {
        Map<Band, Long> bands =
                WORLD.facts().stream().collect(Collectors.groupingBy(Fact::band, Collectors.counting()));
        Map<Entity, Integer> mentionsOfPeople = WORLD.facts().stream()
                .filter(fact -> fact.subject().kind() == Kind.PERSON)
                .collect(Collectors.groupingBy(Fact::subject, Collectors.summingInt(Fact::mentions)));

        assertThat(bands.keySet()).containsExactlyInAnyOrder(Band.values());
        assertThat(bands.values()).allMatch(count -> count >= 400);
        assertThat(mentionsOfPeople).containsValue(0);
    }

    @Test
    void sealsWholeHousesWithAboutOnePersonInTwelve() {
        List<Entity> people = WORLD.entities(Kind.PERSON);
        Set<String> sealedHouses = people.stream()
                .filter(person -> person.access() == Access.SEALED)
                .map(WorldTest::surname)
                .collect(Collectors.toSet());

        List<Entity> members = people.stream()
                .filter(person -> sealedHouses.contains(surname(person)))
                .toList();

        assertThat(members).allMatch(person -> person.access() == Access.SEALED);
        assertThat((double) members.size() / people.size()).isBetween(0.07, 0.09);
    }

    private static String surname(Entity person) {
        return person.name().substring(person.name().indexOf(' ') + 1);
    }
}
