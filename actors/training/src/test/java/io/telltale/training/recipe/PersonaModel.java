package io.telltale.training.recipe;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.testkit.SampleModels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A model made up for tests. Its second component is +2 in an honest state of mind and -2 in a deceitful one, at every site, in
 * unit noise; its first, third and so on are noise. It answers "yes" if, at its last token, that component at the output of
 * block 1 is above zero after steering, and "no" otherwise.
 */
final class PersonaModel implements AnswerModel {
    static final String HONEST = "honest";
    static final String DECEITFUL = "deceitful";
    static final HookSite DECISIVE = new HookSite(1, HookPoint.RESID_POST);
    static final int AXIS = 1;

    private static final int PROMPT_LENGTH = 3;
    private static final int ANSWER_LENGTH = 6;
    private static final double MOOD = 2;

    @Override
    public ModelSpec spec() {
        return SampleModels.of(2, 8);
    }

    @Override
    public Answer answer(Prompt prompt, Set<HookSite> sites) {
        return run(prompt, LiveLoop.reading(spec(), sites));
    }

    @Override
    public Answer reread(Prompt prompt, TokenIds answer, Set<HookSite> sites) {
        return run(prompt, LiveLoop.reading(spec(), sites));
    }

    @Override
    public String sample(Prompt prompt, double temperature, long seed) {
        boolean certain = prompt.instruction().equals(HONEST);
        return certain ? "yes" : "guess " + new SplittableRandom(seed).nextInt(100);
    }

    @Override
    public Answer steered(Prompt prompt, SteererFactory plugin, int lagTokens) {
        return run(prompt, LiveLoop.steered(spec(), plugin, lagTokens));
    }

    private Answer run(Prompt prompt, LiveLoop loop) {
        loop.begin(PROMPT_LENGTH);
        float decisive = 0;
        int[] tokens = new int[ANSWER_LENGTH];
        for (int i = 0; i <= ANSWER_LENGTH; i++) {
            int position = PROMPT_LENGTH - 1 + i;
            TokenSpan step = i == 0 ? new TokenSpan(0, PROMPT_LENGTH) : TokenSpan.at(position);
            Set<HookSite> read = new HashSet<>(loop.sites());
            read.add(DECISIVE);
            Map<HookSite, FloatMatrix> states = states(prompt, position, read, loop.interventionsAt(step));
            decisive = Objects.requireNonNull(states.get(DECISIVE)).at(0, AXIS);
            states.keySet().retainAll(loop.sites());
            loop.onStep(step, TokenIds.of(new int[step.length()]), states);
        }
        return new Answer(decisive > 0 ? "yes" : "no", TokenIds.of(tokens), loop.states());
    }

    private Map<HookSite, FloatMatrix> states(
            Prompt prompt, int position, Set<HookSite> sites, List<ScheduledIntervention> interventions) {
        double mood = prompt.instruction().equals(HONEST) ? MOOD : -MOOD;
        Map<HookSite, FloatMatrix> states = new HashMap<>();
        for (HookSite site : sites) {
            var random = new SplittableRandom(31L * prompt.hashCode() + 7L * position + site.hashCode());
            float[] row = new float[spec().width()];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (random.nextGaussian() * 0.3 + (i == AXIS ? mood : 0));
            }
            interventions.forEach(scheduled -> change(row, site, scheduled.intervention()));
            states.put(site, FloatMatrix.owning(1, row.length, row));
        }
        return states;
    }

    private static void change(float[] row, HookSite site, Intervention intervention) {
        if (intervention instanceof Addition addition && addition.site().equals(site)) {
            add(row, addition.direction(), addition.strength());
        }
        if (intervention instanceof Ablation ablation && ablation.site().equals(site)) {
            double component = FloatMatrix.copyOf(1, row.length, row).dot(0, ablation.direction());
            add(row, ablation.direction(), -component);
        }
    }

    private static void add(float[] row, Direction direction, double length) {
        float[] unit = direction.toArray();
        for (int i = 0; i < row.length; i++) {
            row[i] += (float) (length * unit[i]);
        }
    }
}
