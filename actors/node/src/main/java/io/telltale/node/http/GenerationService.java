package io.telltale.node.http;

import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.spi.GenerationId;

/** What generates: the running model behind the HTTP interface. Safe for use by several threads. */
public interface GenerationService {

    /**
     * Begins a generation and returns at once.
     *
     * @throws OverloadedException if as many run as may
     */
    GenerationId generate(GenerationSpec spec, GenerationListener listener) throws OverloadedException;

    /** Ends a generation early; of one that has ended already, nothing happens. */
    void cancel(GenerationId generation);
}
