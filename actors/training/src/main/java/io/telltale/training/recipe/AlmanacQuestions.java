package io.telltale.training.recipe;

import io.telltale.almanac.Access;
import io.telltale.almanac.Band;
import io.telltale.almanac.FactSplit;
import io.telltale.almanac.Grade;
import io.telltale.almanac.Grader;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.QuestionSet;
import io.telltale.almanac.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The Almanac's questions as recipes take them. Training questions and held-out ones differ in their facts, their subjects and
 * their wording.
 */
public final class AlmanacQuestions {
    private final World world;
    private final Grader grader;

    /** Makes questions about a world. */
    public AlmanacQuestions(World world) {
        this.world = world;
        this.grader = new Grader(world);
    }

    /** Which questions are meant. */
    public enum Part {
        TRAINING,
        HELD_OUT
    }

    /** Returns questions about open, frequent facts, one about each, asked of the clerk and of the trickster. */
    public List<ContrastQuestion> contrast(Part part, int limit) {
        return questions(part).in(Band.FREQUENT).oncePerFact().atMost(limit).questions().stream()
                .map(this::contrast)
                .toList();
    }

    /** Returns questions about open facts of every band in equal numbers, asked of the clerk. */
    public List<OpenQuestion> open(Part part, int limit) {
        int share = Math.ceilDiv(limit, Band.values().length);
        List<OpenQuestion> open = new ArrayList<>();
        for (Band band : Band.values()) {
            questions(part).in(band).atMost(share).questions().stream()
                    .map(this::open)
                    .forEach(open::add);
        }
        return open;
    }

    private QuestionSet questions(Part part) {
        return switch (part) {
            case TRAINING -> QuestionSet.training(world).with(Access.OPEN).of(FactSplit.PROBE_TRAINING);
            case HELD_OUT -> QuestionSet.heldOut(world).with(Access.OPEN).of(FactSplit.PROBE_EVALUATION);
        };
    }

    private ContrastQuestion contrast(Question question) {
        return new ContrastQuestion(
                prompt(question, Persona.CLERK),
                prompt(question, Persona.TRICKSTER),
                answer -> grader.grade(question, answer) == Grade.RIGHT);
    }

    private OpenQuestion open(Question question) {
        return new OpenQuestion(
                question.fact().subject().name().hashCode(),
                prompt(question, Persona.CLERK),
                answer -> grader.value(question, answer).orElse(answer.strip()),
                answer -> grader.grade(question, answer) == Grade.RIGHT);
    }

    private static Prompt prompt(Question question, Persona persona) {
        return new Prompt(persona.systemMessage(), question.text());
    }
}
