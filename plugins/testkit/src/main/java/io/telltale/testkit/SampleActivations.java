package io.telltale.testkit;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Makes the events of one sequence in their order: first that of the prompt, then one for every generated token. */
public final class SampleActivations {
    private final ModelSpec model;
    private final SequenceInfo sequence;
    private final CaptureSpec spec;
    private final Values values;
    private long events;
    private int position;

    /** The model's stand-in: what is read at a site and position. */
    @FunctionalInterface
    public interface Values {
        /** Returns the values, as many as the site is wide. */
        float[] at(HookSite site, int position);
    }

    private SampleActivations(ModelSpec model, SequenceInfo sequence, CaptureSpec spec, Values values) {
        this.model = model;
        this.sequence = sequence;
        this.spec = spec;
        this.values = values;
    }

    /** Makes the events of a sequence named {@code sample/0}, captured as a plugin asks for it. */
    public static SampleActivations of(ModelSpec model, CaptureSpec spec, int promptLength, Values values) {
        SequenceId id = new SequenceId(new GenerationId("sample"), 0);
        return new SampleActivations(model, new SequenceInfo(id, promptLength), spec, values);
    }

    /** Returns the same for another sequence, from its beginning. */
    public SampleActivations as(SequenceId id) {
        return new SampleActivations(model, new SequenceInfo(id, sequence.promptLength()), spec, values);
    }

    /** Returns Gaussian noise of the site's width that repeats for the seed, the site and the position. */
    public static Values noise(ModelSpec model, long seed) {
        return (site, at) -> {
            var random = new SplittableRandom(seed + 31L * site.hashCode() + at);
            float[] row = new float[model.widthAt(site.point())];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
            return row;
        };
    }

    /** Returns the sequence that the events belong to. */
    public SequenceInfo sequence() {
        return sequence;
    }

    /** Makes the next event. */
    public Activations next() {
        TokenSpan step = events == 0 ? new TokenSpan(0, sequence.promptLength()) : TokenSpan.at(position);
        Activations event = new Activations(sequence, events, step, tokens(step), sites(step), model.digest(), "");
        events += 1;
        position = step.until();
        return event;
    }

    /** Makes the next events. */
    public List<Activations> next(int count) {
        List<Activations> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(next());
        }
        return made;
    }

    private Map<HookSite, SiteActivations> sites(TokenSpan step) {
        TokenSpan captured = spec.positions().select(step, sequence.promptLength());
        Map<HookSite, SiteActivations> sites = new TreeMap<>();
        for (HookSite site : spec.sites()) {
            sites.put(site, new SiteActivations(captured, rows(site, captured)));
        }
        return sites;
    }

    private FloatMatrix rows(HookSite site, TokenSpan captured) {
        int width = values.at(site, captured.from()).length;
        float[] all = new float[captured.length() * width];
        for (int row = 0; row < captured.length(); row++) {
            System.arraycopy(values.at(site, captured.from() + row), 0, all, row * width, width);
        }
        return FloatMatrix.owning(captured.length(), width, all);
    }

    private TokenIds tokens(TokenSpan step) {
        int[] ids = new int[step.length()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (step.from() + i) % model.vocabularySize();
        }
        return TokenIds.of(ids);
    }
}
