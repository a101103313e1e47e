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

    /** libtorch has two pools of threads; one that waits busily must not keep a core from the other. */
    public enum Pool {
        /** Multiplies packed matrices, and keeps the number of threads that libtorch started with. */
        XNNPACK,
        /** Everything else. */
        OPENMP
    }

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

    /**
     * Lets one of libtorch's pools have the chosen threads, and the other none. Concerns threads that have not computed
     * yet, and the calling one. Where no number was chosen, both keep what they have.
     */
    public static void giveCoresTo(Pool pool) {
        Integer chosen = Integer.getInteger(PROPERTY);
        if (chosen != null) {
            JniUtils.setNumThreads(pool == Pool.OPENMP ? chosen : 1);
        }
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
