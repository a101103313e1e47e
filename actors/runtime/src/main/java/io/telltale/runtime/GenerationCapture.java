package io.telltale.runtime;

import io.telltale.engine.shard.ShardCapture;
import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.Precision;
import io.telltale.spi.TokenSpan;
import java.util.HashMap;
import java.util.Map;

/** What the steps of one generation capture, as long as one step does not capture too much. */
final class GenerationCapture {

    /** A record of the log takes 16 MiB; what is not values fits into the rest. */
    static final long MAX_STEP_BYTES = 15L << 20;

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

    /** Returns what a step captures: nothing if the plan would make it capture too much. */
    ShardCapture of(TokenSpan step) {
        return fits(step) ? everyStep : ShardCapture.NONE;
    }

    boolean fits(TokenSpan step) {
        return bytes(step) <= MAX_STEP_BYTES;
    }

    /** Returns how many bytes of values the plan makes of a step on the log. */
    long bytes(TokenSpan step) {
        long valueBytes = plan.precision() == Precision.FLOAT32 ? Float.BYTES : Short.BYTES;
        return plan.sites().entrySet().stream()
                .mapToLong(site -> valueBytes
                        * site.getValue().positions().select(step, promptLength).length()
                        * model.widthAt(site.getKey().point()))
                .sum();
    }
}
