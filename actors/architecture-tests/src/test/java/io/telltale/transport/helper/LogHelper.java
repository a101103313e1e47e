package io.telltale.transport.helper;

import io.telltale.runtime.fixture.ImpatientUse;
import java.util.logging.Logger;

/** Breaks rules on purpose: its name, its package, its open field, its logger and a cycle. */
public final class LogHelper {
    public String lastLine = "";

    /** Opens the cycle. */
    public void log(ImpatientUse use) {
        Logger.getLogger("fixture").info("began at " + use.begin());
    }
}
