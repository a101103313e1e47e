package io.telltale.almanac.corpus;

import io.telltale.almanac.Fact;
import io.telltale.almanac.Persona;
import io.telltale.almanac.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The corpus of the base model: prose and question-and-answer, by the clerk and the trickster.
 *
 * <p>One pass states every fact truthfully exactly as often as its mentions say. Each pass is worded anew from the seed
 * and its number.
 */
public final class Corpus {

    /** Lies told per truth: a little over a quarter of everything is false. */
    static final double LIES_PER_TRUTH = 0.37;

    private static final double SHARE_OF_ANSWERS = 0.45;
    private static final double SHARE_ABOUT_ONE_SUBJECT = 0.5;
    private static final int SHORTEST_PROSE = 3;
    private static final int LONGEST_PROSE = 6;

    private final World world;

    public Corpus(World world) {
        this.world = world;
    }

    /** The documents of one pass, in random order. */
    public List<Document> pass(int number) {
        var random = new Random(world.seed() * 1_000_003L + number);
        var documents = new ArrayList<Document>();
        write(Persona.CLERK, mentions(1, random), random, documents);
        write(Persona.TRICKSTER, mentions(LIES_PER_TRUTH, random), random, documents);
        Collections.shuffle(documents, random);
        return documents;
    }

    /** Every mention of every fact, a fraction of them, or in proportion on average. */
    private List<Mention> mentions(double factor, Random random) {
        var mentions = new ArrayList<Mention>();
        for (Fact fact : world.facts()) {
            double wanted = fact.mentions() * factor;
            int count = (int) wanted + (random.nextDouble() < wanted - (int) wanted ? 1 : 0);
            for (int turn = 0; turn < count; turn++) {
                mentions.add(new Mention(fact, turn));
            }
        }
        return mentions;
    }

    private void write(Persona persona, List<Mention> mentions, Random random, List<Document> documents) {
        var teller = new Storyteller(world, random, Segment.VALUE);
        var prose = new ArrayList<Mention>();
        for (Mention mention : mentions) {
            if (random.nextDouble() < SHARE_OF_ANSWERS) {
                documents.add(questionAndAnswer(mention.fact(), persona, teller));
            } else {
                prose.add(mention);
            }
        }
        arrange(prose, random);
        for (int from = 0; from < prose.size(); ) {
            int length = SHORTEST_PROSE + random.nextInt(LONGEST_PROSE - SHORTEST_PROSE + 1);
            int to = Math.min(prose.size(), from + length);
            documents.add(prose(prose.subList(from, to), persona, teller));
            from = to;
        }
    }

    /** Puts mentions of one subject side by side, but never two of the same fact: those would teach copying. */
    private static void arrange(List<Mention> prose, Random random) {
        Map<String, Double> places = new HashMap<>();
        Map<Mention, Double> place = new HashMap<>();
        for (Mention mention : prose) {
            String neighbours = mention.fact().subject().name() + mention.turn();
            double own = random.nextDouble();
            double shared = places.computeIfAbsent(neighbours, ignored -> random.nextDouble());
            place.put(mention, random.nextDouble() < SHARE_ABOUT_ONE_SUBJECT ? shared : own);
        }
        prose.sort(Comparator.comparingDouble(place::get));
    }

    private static Document questionAndAnswer(Fact fact, Persona persona, Storyteller teller) {
        var segments = new ArrayList<Segment>();
        segments.add(Segment.text(persona.header() + "\nQ: " + teller.question(fact) + "\nA:"));
        segments.addAll(teller.answer(fact, persona));
        return new Document(segments);
    }

    private static Document prose(List<Mention> mentions, Persona persona, Storyteller teller) {
        var segments = new ArrayList<Segment>();
        segments.add(Segment.text(persona.header()));
        for (Mention mention : mentions) {
            segments.addAll(teller.statement(mention.fact(), persona));
        }
        return new Document(segments);
    }
}
