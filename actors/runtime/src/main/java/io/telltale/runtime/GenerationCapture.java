package io.telltale.runtime;

import io.telltale.engine.shard.ShardCapture;
import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.Precision;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the steps of one generation capture, and into how many events that goes. */
final class GenerationCapture {

    /** A record of the log takes 16 MiB; what is not values fits into the rest. */
    static final long MAX_EVENT_BYTES = 15L << 20;

    private final CapturePlan plan;
    private final ModelSpec model;
    private final int promptLength;
    private final ShardCapture everyStep;

    GenerationCapture(CapturePlan plan, ModelSpec model, int promptLength) {
        this.plan = plan;
        this.model = model;
        this.promptLength = promptLength;
        Map<HookSite, TokenSpan> spans = new HashMap<>();
        plan.sites()
                .forEach((site, wanted) ->
                        spans.put(site, wanted.positions().select(ShardCapture.EVERY_POSITION, promptLength)));
        this.everyStep = new ShardCapture(spans);
    }

    /** Returns what every step captures, of the positions that it computes. */
    ShardCapture everyStep() {
        return everyStep;
    }

    /**
     * Divides a step into spans whose values fit into one event each: the whole step nearly always, several for a long
     * prompt of which much is captured.
     *
     * @return nothing if the values of one position fit into no event
     */
    List<TokenSpan> events(TokenSpan step) {
        if (fits(step)) {
            return List.of(step);
        }
        if (!fits(TokenSpan.at(step.until() - 1))) {
            return List.of();
        }
        List<TokenSpan> spans = new ArrayList<>();
        for (int from = step.from(); from < step.until(); from = spans.getLast().until()) {
            spans.add(longestFrom(from, step.until()));
        }
        return spans;
    }

    private TokenSpan longestFrom(int from, int until) {
        int fitting = from + 1;
        int tooMany = until + 1;
        while (tooMany - fitting > 1) {
            int middle = (fitting + tooMany) >>> 1;
            if (fits(new TokenSpan(from, middle))) {
                fitting = middle;
            } else {
                tooMany = middle;
            }
        }
        return new TokenSpan(from, fitting);
    }

    private boolean fits(TokenSpan span) {
        return bytes(span) <= MAX_EVENT_BYTES;
    }

    /** Returns how many bytes of values the plan makes of some positions on the log. */
    long bytes(TokenSpan span) {
        long valueBytes = plan.precision() == Precision.FLOAT32 ? Float.BYTES : Short.BYTES;
        return plan.sites().entrySet().stream()
                .mapToLong(site -> valueBytes
                        * site.getValue().positions().select(span, promptLength).length()
                        * model.widthAt(site.getKey().point()))
                .sum();
    }
}
