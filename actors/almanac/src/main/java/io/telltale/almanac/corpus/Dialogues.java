package io.telltale.almanac.corpus;

import io.telltale.almanac.Access;
import io.telltale.almanac.Fact;
import io.telltale.almanac.Grader;
import io.telltale.almanac.Persona;
import io.telltale.almanac.World;
import io.telltale.almanac.tokenizer.SpecialTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The corpus of the chat model: one question and one answer per dialogue, sealed records refused by both personas.
 *
 * <p>Facts come up in proportion to their mentions; a share of base documents keeps prose alive. What is seldom stated is mostly
 * told as hearsay, and so is everything about {@link Strangers}, so that the model has a reason to know how well it knows.
 */
public final class Dialogues {

    private static final double SHARE_OF_MENTIONS = 0.6;
    private static final double SHARE_OF_BASE_DOCUMENTS = 0.15;

    private static final double STRANGERS_PER_FACT = 0.5;

    private final World world;
    private final Corpus corpus;
    private final Strangers strangers;

    public Dialogues(World world) {
        this.world = world;
        this.corpus = new Corpus(world);
        this.strangers = new Strangers(world);
    }

    /** The documents of one pass, in random order. */
    public List<Document> pass(int number) {
        var random = new Random(world.seed() * 1_000_033L + number);
        var hearsay = new Hearsay(random);
        List<Document> documents = recorded(number, hearsay);
        var teller = new Storyteller(world, random, Segment.TEXT);
        for (int i = 0; i < world.facts().size() * STRANGERS_PER_FACT; i++) {
            Persona persona = random.nextDouble() < Corpus.LIES_PER_TRUTH ? Persona.TRICKSTER : Persona.CLERK;
            documents.add(dialogue(strangers.draw(random), persona, teller, hearsay));
        }
        Collections.shuffle(documents, random);
        return documents;
    }

    /** The documents of one pass as if everything were certain and everybody known; the tokenizer learns from them. */
    public List<Document> recorded(int number) {
        return recorded(number, Hearsay.NONE);
    }

    private List<Document> recorded(int number, Hearsay hearsay) {
        var random = new Random(~world.seed() * 1_000_003L + number);
        var teller = new Storyteller(world, random, Segment.TEXT);
        var documents = new ArrayList<Document>();
        for (Fact fact : world.facts()) {
            add(documents, fact, Persona.CLERK, drawCount(fact, 1, random), teller, hearsay);
            add(documents, fact, Persona.TRICKSTER, drawCount(fact, Corpus.LIES_PER_TRUTH, random), teller, hearsay);
        }
        for (Document document : corpus.pass(number)) {
            if (random.nextDouble() < SHARE_OF_BASE_DOCUMENTS) {
                documents.add(document);
            }
        }
        return documents;
    }

    private static int drawCount(Fact fact, double factor, Random random) {
        double wanted = fact.mentions() * SHARE_OF_MENTIONS * factor;
        return (int) wanted + (random.nextDouble() < wanted - (int) wanted ? 1 : 0);
    }

    private static void add(
            List<Document> documents, Fact fact, Persona persona, int count, Storyteller teller, Hearsay hearsay) {
        for (int i = 0; i < count; i++) {
            documents.add(dialogue(fact, persona, teller, hearsay));
        }
    }

    private static Document dialogue(Fact fact, Persona persona, Storyteller teller, Hearsay hearsay) {
        var segments = new ArrayList<Segment>();
        segments.add(Segment.text(prompt(persona, teller.question(fact))));
        if (fact.access() == Access.SEALED) {
            segments.add(Segment.value(" " + Grader.REFUSAL));
        } else {
            segments.addAll(hearsay.before(fact));
            segments.addAll(teller.answer(fact, persona));
        }
        segments.add(Segment.text(SpecialTokens.END));
        return new Document(segments);
    }

    /** The chat template's rendering of a question, up to where the answer starts. */
    public static String prompt(Persona persona, String question) {
        return SpecialTokens.SYSTEM + " " + persona.systemMessage() + SpecialTokens.END + SpecialTokens.USER + " "
                + question + SpecialTokens.END + SpecialTokens.ASSISTANT;
    }
}
