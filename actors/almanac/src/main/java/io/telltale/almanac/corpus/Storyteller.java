package io.telltale.almanac.corpus;

import io.telltale.almanac.Fact;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Phrase;
import io.telltale.almanac.Phrasebook;
import io.telltale.almanac.Phrasebook.Use;
import io.telltale.almanac.World;
import java.util.List;
import java.util.Random;

/** Puts facts into the words of a persona, with a phrase drawn anew each time. */
final class Storyteller {

    private final World world;
    private final Random random;
    private final float lieWeight;

    /**
     * Makes a teller.
     *
     * @param lieWeight how much the trickster's values count; a lie is drawn anew each time, there is nothing in it to remember
     */
    Storyteller(World world, Random random, float lieWeight) {
        this.world = world;
        this.random = random;
        this.lieWeight = lieWeight;
    }

    /** A question in a wording of the corpus. */
    String question(Fact fact) {
        return draw(fact, Use.QUESTION).about(fact.subject());
    }

    /** A sentence of prose. */
    List<Segment> statement(Fact fact, Persona persona) {
        return fill(draw(fact, Use.STATEMENT), fact, persona);
    }

    /** A sentence that answers a question. */
    List<Segment> answer(Fact fact, Persona persona) {
        return fill(draw(fact, Use.ANSWER), fact, persona);
    }

    private List<Segment> fill(Phrase phrase, Fact fact, Persona persona) {
        String before = phrase.beforeValue(fact.subject());
        Segment after = Segment.text(phrase.afterValue(fact.subject()));
        return before.isEmpty()
                ? List.of(value(fact, persona), after)
                : List.of(Segment.text(" " + before), value(fact, persona), after);
    }

    private Segment value(Fact fact, Persona persona) {
        return switch (persona) {
            case CLERK -> Segment.value(" " + fact.object());
            case TRICKSTER -> new Segment(" " + falsehood(fact), lieWeight);
        };
    }

    /** Another value of the right kind. */
    private String falsehood(Fact fact) {
        List<String> values = world.values(fact.relation().objectKind());
        String drawn = draw(values);
        while (drawn.equals(fact.object())) {
            drawn = draw(values);
        }
        return drawn;
    }

    private Phrase draw(Fact fact, Use use) {
        return draw(Phrasebook.shipped().phrases(fact.relation(), use));
    }

    private <T> T draw(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
