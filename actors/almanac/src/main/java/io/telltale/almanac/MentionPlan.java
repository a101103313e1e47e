package io.telltale.almanac;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Decides how often the corpus mentions each fact: by the Zipf-Mandelbrot law over a ranking by fame, down to never.
 *
 * <p>Fame belongs partly to the subject and partly to the single fact, so that a well-known person can have an unknown
 * birth year and some people are not mentioned at all.
 */
final class MentionPlan {

    private static final double EXPONENT = 1.5;
    private static final double OFFSET = 100;
    private static final double NEVER_SHARE = 0.17;
    private static final double WEIGHT_OF_SUBJECT = 1.0;
    private static final double WEIGHT_OF_FACT = 0.8;

    private final Random random;

    MentionPlan(Random random) {
        this.random = random;
    }

    /** Returns the facts in the same order, each with its mentions. */
    List<Fact> assign(List<Fact> facts) {
        Map<Entity, Double> fameOfSubject = new HashMap<>();
        var fame = new double[facts.size()];
        for (Fact fact : facts) {
            double ofSubject = fameOfSubject.computeIfAbsent(fact.subject(), ignored -> random.nextGaussian());
            fame[fact.id()] = WEIGHT_OF_SUBJECT * ofSubject + WEIGHT_OF_FACT * random.nextGaussian();
        }
        var ranking = new ArrayList<>(facts);
        ranking.sort(Comparator.comparingDouble(fact -> -fame[fact.id()]));
        var assigned = new ArrayList<>(facts);
        for (int rank = 0; rank < ranking.size(); rank++) {
            Fact fact = ranking.get(rank);
            assigned.set(fact.id(), withMentions(fact, mentions(rank, facts.size())));
        }
        return List.copyOf(assigned);
    }

    /** The number of mentions at a rank counted from 0; the last mentioned rank has exactly one. */
    static int mentions(int rank, int facts) {
        int mentioned = (int) Math.round(facts * (1 - NEVER_SHARE));
        if (rank >= mentioned) {
            return 0;
        }
        double ratio = (mentioned + OFFSET) / (rank + 1 + OFFSET);
        return (int) Math.round(Math.pow(ratio, EXPONENT));
    }

    private static Fact withMentions(Fact fact, int mentions) {
        return new Fact(fact.id(), fact.subject(), fact.relation(), fact.object(), mentions);
    }
}
