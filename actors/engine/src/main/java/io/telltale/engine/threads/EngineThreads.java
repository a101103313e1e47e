package io.telltale.engine.threads;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;

/**
 * The number of threads that libtorch uses in this process.
 *
 * @param reason why so many
 */
public record EngineThreads(int threads, String reason) {

    /** What libtorch takes the count from when it starts. */
    private static final String PROPERTY = "ai.djl.pytorch.num_threads";

    private static final int UNKNOWN = 1;

    /**
     * Chooses a number of threads.
     *
     * @throws InterruptedException if the thread is interrupted while it watches the machine
     */
    public static EngineThreads choose(ThreadCount wish) throws InterruptedException {
        return switch (wish) {
            case ThreadCount.Fixed fixed -> new EngineThreads(fixed.threads(), "as asked for");
            case ThreadCount.Auto auto -> {
                FreeCores cores = FreeCores.measure();
                yield new EngineThreads(cores.threads(), cores.reason());
            }
        };
    }

    /**
     * Makes libtorch use this number. Call it before anything else starts libtorch: products of float32 keep the number
     * that it started with, and other work that of the thread that does it, once it has computed.
     *
     * @throws EngineException if libtorch cannot be started
     */
    public void use() {
        System.setProperty(PROPERTY, Integer.toString(threads));
        try {
            Engine.getEngine("PyTorch");
        } catch (ai.djl.engine.EngineException refused) {
            throw new EngineException(
                    Code.NATIVE, "the native engine cannot be started: " + refused.getMessage(), refused);
        }
        JniUtils.setNumThreads(threads);
    }

    /** Returns the number that libtorch was last told. */
    public static int current() {
        return Integer.getInteger(PROPERTY, UNKNOWN);
    }

    @Override
    public String toString() {
        return (threads == 1 ? "1 thread: " : threads + " threads: ") + reason;
    }
}
