package io.telltale.runtime.cluster;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.runtime.wire.WireReader;
import io.telltale.runtime.wire.WireWriter;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.SequenceId;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.HashMap;
import java.util.Map;

/** Writes and reads the words in which messages speak of sequences, activations and changes. */
final class VocabularyCodec {

    /** Bytes of the shortest entry of a map by site. */
    private static final int LEAST_SITE_BYTES = 3 * Integer.BYTES;

    private static final int TOKENS = 0;
    private static final int RESIDUAL = 1;
    private static final int ADDITION = 0;
    private static final int ABLATION = 1;
    private static final int STOP = 2;

    private VocabularyCodec() {}

    static void write(SequenceId sequence, WireWriter out) {
        out.text(sequence.generation().value());
        out.integer(sequence.index());
    }

    static SequenceId sequence(WireReader in) {
        return new SequenceId(new GenerationId(in.text()), in.integer());
    }

    static void write(TokenSpan span, WireWriter out) {
        out.integer(span.from());
        out.integer(span.until());
    }

    static TokenSpan span(WireReader in) {
        return new TokenSpan(in.integer(), in.integer());
    }

    static void write(ShardInput input, WireWriter out) {
        switch (input) {
            case ShardInput.Tokens tokens -> {
                out.integer(TOKENS);
                out.integers(tokens.ids().toArray());
            }
            case ShardInput.Residual residual -> {
                out.integer(RESIDUAL);
                out.matrix(residual.values());
            }
        }
    }

    static ShardInput input(WireReader in) {
        int kind = in.integer();
        return switch (kind) {
            case TOKENS -> new ShardInput.Tokens(TokenIds.of(in.integers()));
            case RESIDUAL -> new ShardInput.Residual(in.matrix());
            default -> throw new IllegalArgumentException("unknown kind of input: " + kind);
        };
    }

    static void write(ShardCapture capture, WireWriter out) {
        out.integer(capture.sites().size());
        capture.sites().forEach((site, positions) -> {
            out.text(site.toString());
            write(positions, out);
        });
    }

    static ShardCapture capture(WireReader in) {
        int count = in.count(LEAST_SITE_BYTES);
        Map<HookSite, TokenSpan> sites = new HashMap<>();
        for (int i = 0; i < count; i++) {
            sites.put(HookSite.parse(in.text()), span(in));
        }
        return new ShardCapture(sites);
    }

    static void write(Map<HookSite, FloatMatrix> captured, WireWriter out) {
        out.integer(captured.size());
        captured.forEach((site, values) -> {
            out.text(site.toString());
            out.matrix(values);
        });
    }

    static Map<HookSite, FloatMatrix> captured(WireReader in) {
        int count = in.count(LEAST_SITE_BYTES);
        Map<HookSite, FloatMatrix> captured = new HashMap<>();
        for (int i = 0; i < count; i++) {
            captured.put(HookSite.parse(in.text()), in.matrix());
        }
        return captured;
    }

    static void write(ScheduledIntervention scheduled, WireWriter out) {
        out.integer(scheduled.window().from());
        out.integer(scheduled.window().until());
        write(scheduled.intervention(), out);
    }

    static ScheduledIntervention scheduled(WireReader in) {
        InterventionWindow window = new InterventionWindow(in.integer(), in.integer());
        return new ScheduledIntervention(intervention(in), window);
    }

    private static void write(Intervention intervention, WireWriter out) {
        switch (intervention) {
            case Addition addition -> {
                out.integer(ADDITION);
                out.text(addition.site().toString());
                out.floats(addition.direction().toArray());
                out.real(addition.strength());
            }
            case Ablation ablation -> {
                out.integer(ABLATION);
                out.text(ablation.site().toString());
                out.floats(ablation.direction().toArray());
            }
            case StopGeneration stop -> {
                out.integer(STOP);
                out.text(stop.reason());
            }
        }
    }

    private static Intervention intervention(WireReader in) {
        int kind = in.integer();
        return switch (kind) {
            case ADDITION -> new Addition(HookSite.parse(in.text()), Direction.of(in.floats()), in.real());
            case ABLATION -> new Ablation(HookSite.parse(in.text()), Direction.of(in.floats()));
            case STOP -> new StopGeneration(in.text());
            default -> throw new IllegalArgumentException("unknown kind of intervention: " + kind);
        };
    }
}
