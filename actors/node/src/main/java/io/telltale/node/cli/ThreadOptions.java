package io.telltale.node.cli;

import io.telltale.engine.threads.EngineThreads;
import io.telltale.engine.threads.ThreadCount;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How many threads compute. */
final class ThreadOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "${sys:telltale.threads:-auto}",
            description = {
                "Threads of one model step, or auto for as many as there are cores without other work.",
                "Default: TELLTALE_THREADS, else auto."
            })
    private ThreadCount threads = ThreadCount.AUTO;

    /**
     * Makes the engine use so many; comes before a model is loaded.
     *
     * @throws InterruptedException if the thread is interrupted while it watches the machine
     */
    EngineThreads use() throws InterruptedException {
        EngineThreads chosen = EngineThreads.choose(threads);
        chosen.use();
        return chosen;
    }

    /** Says what was chosen, unless the user did. */
    void announce(EngineThreads chosen, PrintWriter err) {
        if (threads.equals(ThreadCount.AUTO)) {
            err.println("telltale: " + chosen);
            err.flush();
        }
    }
}
