package io.telltale.node.serving;

import io.telltale.node.http.GenerationService;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.GenerationId;

/** Has the runtime generate what clients ask for. */
record RuntimeGenerations(TelltaleRuntime runtime) implements GenerationService {

    @Override
    public GenerationId generate(GenerationSpec spec, GenerationListener listener) throws OverloadedException {
        return runtime.generate(spec, listener);
    }

    @Override
    public void cancel(GenerationId generation) {
        runtime.cancel(generation);
    }
}
