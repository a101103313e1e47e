package io.telltale.node.http;

import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.spi.GenerationId;
import java.util.List;
import java.util.function.IntFunction;

/** What generates: the running model behind the HTTP interface. Safe for use by several threads. */
public interface GenerationService {

    /**
     * Begins generations and returns at once; none begins unless all may.
     *
     * @param listeners the listener of each generation, by its place in the list
     * @throws OverloadedException if as many run or wait as may
     * @throws IllegalArgumentException if one of them can never be run here
     */
    List<GenerationId> generate(List<GenerationSpec> specs, IntFunction<GenerationListener> listeners)
            throws OverloadedException;

    /** Ends a generation early; of one that has ended already, nothing happens. */
    void cancel(GenerationId generation);
}
