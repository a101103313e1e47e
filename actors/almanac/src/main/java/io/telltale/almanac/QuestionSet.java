package io.telltale.almanac;

import io.telltale.almanac.Phrasebook.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** An ordered list of questions; every filter keeps the order. */
public final class QuestionSet {

    private final List<Question> questions;

    private QuestionSet(List<Question> questions) {
        this.questions = List.copyOf(questions);
    }

    /** Every fact asked in every wording that the corpus does not contain. */
    public static QuestionSet heldOut(World world) {
        return asking(world, Use.HELD_OUT_QUESTION, TemplateSplit.HELD_OUT);
    }

    /** Every fact asked in every wording of the corpus. */
    public static QuestionSet training(World world) {
        return asking(world, Use.QUESTION, TemplateSplit.TRAINING);
    }

    private static QuestionSet asking(World world, Use use, TemplateSplit split) {
        var questions = new ArrayList<Question>();
        for (Fact fact : world.facts()) {
            for (Phrase phrase : Phrasebook.shipped().phrases(fact.relation(), use)) {
                questions.add(new Question(phrase.about(fact.subject()), fact, split));
            }
        }
        return new QuestionSet(questions);
    }

    /** The questions, in order. */
    public List<Question> questions() {
        return questions;
    }

    /** Keeps the questions about facts of a band. */
    public QuestionSet in(Band band) {
        return where(question -> question.fact().band() == band);
    }

    /** Keeps the questions about open or sealed records. */
    public QuestionSet with(Access access) {
        return where(question -> question.fact().access() == access);
    }

    /** Keeps the questions about facts of one half. */
    public QuestionSet of(FactSplit split) {
        return where(question -> FactSplit.of(question.fact()) == split);
    }

    /** Keeps the questions that the condition accepts. */
    public QuestionSet where(Predicate<Question> condition) {
        return new QuestionSet(questions.stream().filter(condition).toList());
    }

    /** Keeps one question per fact; the wordings take turns from fact to fact. */
    public QuestionSet oncePerFact() {
        var kept = new ArrayList<Question>();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < questions.size(); i++) {
            Fact fact = questions.get(i).fact();
            if (seen.add(fact.id())) {
                kept.add(nthAbout(fact, i, fact.id()));
            }
        }
        return new QuestionSet(kept);
    }

    private Question nthAbout(Fact fact, int from, int turn) {
        int to = from;
        while (to < questions.size() && questions.get(to).fact().equals(fact)) {
            to++;
        }
        return questions.get(from + turn % (to - from));
    }

    /** Keeps at most {@code limit} questions, spread evenly over the list. */
    public QuestionSet atMost(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
        int size = Math.min(limit, questions.size());
        var kept = new ArrayList<Question>(size);
        for (int i = 0; i < size; i++) {
            kept.add(questions.get((int) ((long) i * questions.size() / size)));
        }
        return new QuestionSet(kept);
    }
}
