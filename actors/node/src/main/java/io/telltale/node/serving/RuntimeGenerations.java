package io.telltale.node.serving;

import io.telltale.node.http.GenerationService;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.GenerationId;
import java.util.List;
import java.util.function.IntFunction;

/** Has the runtime generate what clients ask for. */
record RuntimeGenerations(TelltaleRuntime runtime) implements GenerationService {

    @Override
    public List<GenerationId> generate(List<GenerationSpec> specs, IntFunction<GenerationListener> listeners)
            throws OverloadedException {
        return runtime.generate(specs, listeners);
    }

    @Override
    public void cancel(GenerationId generation) {
        runtime.cancel(generation);
    }
}
