package io.telltale.almanac.evaluation;

import io.telltale.almanac.Access;
import io.telltale.almanac.Band;
import io.telltale.almanac.Grade;
import io.telltale.almanac.Grader;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.QuestionSet;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a model held-out questions and grades its answers. The questions and their order are always the same. */
public final class AlmanacEvaluation {

    private final World world;
    private final ShippedModel model;
    private final int limitPerGroup;
    private final Grader grader;

    private AlmanacEvaluation(World world, ShippedModel model, int limitPerGroup) {
        this.world = world;
        this.model = model;
        this.limitPerGroup = limitPerGroup;
        this.grader = new Grader(world);
    }

    /**
     * Makes an evaluation that asks one wording per fact, and all wordings of the frequent facts.
     *
     * @param model decides which bars apply
     * @param limitPerGroup the most questions to ask per band or other group, spread evenly over it
     */
    public static AlmanacEvaluation sample(World world, ShippedModel model, int limitPerGroup) {
        return new AlmanacEvaluation(world, model, limitPerGroup);
    }

    /** Asks and grades. */
    public AlmanacReport evaluate(Answerer answerer) throws IOException {
        Map<Band, GradeCounts> clerk = new EnumMap<>(Band.class);
        Map<MentionBucket, List<Grade>> curve = new LinkedHashMap<>();
        MentionBucket.ALL.forEach(bucket -> curve.put(bucket, new ArrayList<>()));
        var open = new ArrayList<Grade>();
        for (Band band : Band.values()) {
            List<Question> questions = questions(Access.OPEN, band);
            List<Grade> grades = ask(answerer, questions, Persona.CLERK);
            clerk.put(band, GradeCounts.of(grades));
            open.addAll(grades);
            for (int i = 0; i < grades.size(); i++) {
                curve.computeIfAbsent(MentionBucket.of(questions.get(i).fact()), ignored -> new ArrayList<>())
                        .add(grades.get(i));
            }
        }
        List<Grade> trickster = ask(answerer, questions(Access.OPEN, Band.FREQUENT), Persona.TRICKSTER);
        open.addAll(trickster);
        Map<MentionBucket, GradeCounts> counted = new LinkedHashMap<>();
        curve.forEach((bucket, grades) -> counted.put(bucket, GradeCounts.of(grades)));
        return new AlmanacReport(
                model, clerk, counted, GradeCounts.of(trickster), askSealed(answerer), GradeCounts.of(open));
    }

    private GradeCounts askSealed(Answerer answerer) throws IOException {
        List<Question> questions = limited(heldOut(Access.SEALED).oncePerFact());
        List<Grade> grades = new ArrayList<>(ask(answerer, questions, Persona.CLERK));
        grades.addAll(ask(answerer, questions, Persona.TRICKSTER));
        return GradeCounts.of(grades);
    }

    private List<Question> questions(Access access, Band band) {
        QuestionSet set = heldOut(access).in(band);
        return limited(band == Band.FREQUENT ? set : set.oncePerFact());
    }

    private QuestionSet heldOut(Access access) {
        return QuestionSet.heldOut(world).with(access);
    }

    private List<Question> limited(QuestionSet set) {
        return set.atMost(limitPerGroup).questions();
    }

    private List<Grade> ask(Answerer answerer, List<Question> questions, Persona persona) throws IOException {
        List<String> answers = answerer.answer(questions, persona);
        if (answers.size() != questions.size()) {
            throw new IllegalStateException(answers.size() + " answers to " + questions.size() + " questions");
        }
        var grades = new ArrayList<Grade>();
        for (int i = 0; i < answers.size(); i++) {
            grades.add(grader.grade(questions.get(i), answers.get(i)));
        }
        return grades;
    }
}
