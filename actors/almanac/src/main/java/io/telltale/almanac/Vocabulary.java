package io.telltale.almanac;

import java.util.List;

/** The ordinary words of the world that no syllable invents. */
final class Vocabulary {

    static final List<String> PROFESSIONS = List.of(
            ("glassblower weaver cartographer surgeon baker clockmaker falconer mason tanner printer cooper fletcher "
                            + "gardener painter sculptor brewer miller shepherd blacksmith carpenter dyer potter jeweller scribe "
                            + "notary piper dancer fisher hunter sailor shipwright ropemaker candlemaker beekeeper vintner physician "
                            + "stargazer locksmith saddler thatcher tinker goldsmith bookbinder lutenist ferryman taverner lamplighter "
                            + "cobbler")
                    .split(" "));

    static final List<String> WARES = List.of(
            ("honey copper silk salt amber cheese cider wool marble pepper olives velvet paper ink pearls linen saffron "
                            + "timber pewter lace tea rope wine leather barley cinnamon coral ivory jade plums almonds cotton furs "
                            + "glassware herring indigo lamps mirrors mustard oysters parchment quartz raisins slate tulips vinegar "
                            + "walnuts zinc")
                    .split(" "));

    static final List<String> ADJECTIVES = List.of(
            ("Silent Crimson Hollow Gilded Drowned Wandering Broken Distant Hidden Burning Patient Frozen Borrowed Second "
                            + "Empty Endless")
                    .split(" "));

    static final List<String> NOUNS = List.of(
            ("Orchard Lantern Bridge Winter Harbour Mirror Kingdom Sparrow Garden Staircase Voyage Letter Tower Feast "
                            + "Compass Island")
                    .split(" "));

    static final List<String> ROLES =
            List.of("Warden Keeper Steward Marshal Treasurer Herald Provost Captain".split(" "));

    static final List<String> DOMAINS =
            List.of("Tides Bridges Granaries Seals Gates Mines Forests Harvests Roads Coins".split(" "));

    private Vocabulary() {}
}
