package io.telltale.engine.shard;

import io.telltale.engine.sampling.Logits;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import java.util.Map;

/** What leaves a shard after one step. */
public sealed interface ShardOutput {

    /** Returns what was captured at the shard's own sites: the asked-for rows of the step, {@code [rows, width]}. */
    Map<HookSite, FloatMatrix> captured();

    /**
     * Returns what was captured at one site.
     *
     * @throws IllegalArgumentException if nothing was
     */
    default FloatMatrix at(HookSite site) {
        FloatMatrix values = captured().get(site);
        if (values == null) {
            throw new IllegalArgumentException("site " + site + " was not captured");
        }
        return values;
    }

    /**
     * The residual stream, from every shard but the last.
     *
     * @param values {@code [T, D]}, float32
     */
    record ResidualOutput(FloatMatrix values, Map<HookSite, FloatMatrix> captured) implements ShardOutput {

        public ResidualOutput {
            captured = Map.copyOf(captured);
        }
    }

    /** The scores of the token after the step's last position, from the shard that owns the last layer. */
    record LogitsOutput(Logits logits, Map<HookSite, FloatMatrix> captured) implements ShardOutput {

        public LogitsOutput {
            captured = Map.copyOf(captured);
        }
    }

    /** What the shard that owns the last layer gives for a step that wants no logits. */
    record StatesOutput(Map<HookSite, FloatMatrix> captured) implements ShardOutput {

        public StatesOutput {
            captured = Map.copyOf(captured);
        }
    }
}
