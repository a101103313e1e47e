package io.telltale.engine.shard;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.telltale.engine.ComputeDevice;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.torchscript.TorchScriptArchive;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Supplier;

/** A loaded TorchScript module and the native memory around it; the one place that crosses into libtorch. */
final class NativeModule implements AutoCloseable {

    private static final String ENGINE = "PyTorch";
    private static final String INTERPRETED = "RuntimeError: ";

    private final PtNDManager manager;
    private final PtSymbolBlock block;

    private NativeModule(PtNDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    /**
     * Starts the engine, once in a process, and loads a module.
     *
     * @throws EngineException if the engine cannot be started or does not take the text
     */
    static NativeModule load(TorchScriptArchive archive) {
        return translating("the native engine cannot be started", () -> {
            // The engine must be there before the first native call, or the JVM finds no library.
            Engine.getEngine(ENGINE);
            // What comes and goes lies in main memory; the text itself moves it to the shard's device.
            var manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), ENGINE);
            return new NativeModule(manager, archive.load(manager));
        });
    }

    /**
     * Checks that the engine can compute on a device.
     *
     * @throws EngineException if it cannot
     */
    static void checkDevice(ComputeDevice device) {
        int gpus = translating(
                "the native engine cannot be started",
                () -> Engine.getEngine(ENGINE).getGpuCount());
        if (device.isGpu() && device.index() >= gpus) {
            throw new EngineException(
                    Code.UNSUPPORTED,
                    "there is no device " + device + ": libtorch finds " + gpus
                            + " CUDA GPUs; see 'On a GPU' in docs/models.md for the libraries that it needs");
        }
    }

    /**
     * Does work that crosses into libtorch.
     *
     * @param failure what it means if libtorch refuses
     * @throws EngineException if it does
     */
    static <T> T translating(String failure, Supplier<T> work) {
        try {
            return work.get();
        } catch (ai.djl.engine.EngineException refused) {
            String reason = reason(String.valueOf(refused.getMessage()));
            throw new EngineException(Code.NATIVE, failure + ": " + reason, refused);
        }
    }

    /** A failure within the text comes with the text's lines around it. */
    private static String reason(String message) {
        return message.lines()
                .filter(line -> line.startsWith(INTERPRETED))
                .map(line -> line.substring(INTERPRETED.length()))
                .findFirst()
                .or(() -> message.lines().findFirst())
                .orElse("no reason given");
    }

    /**
     * Runs a method of the module.
     *
     * @return its result; the caller closes it
     */
    IValue call(String method, IValue... arguments) {
        return translating("the native engine failed in '" + method + "'", () -> {
            useThisThreadForInference();
            return IValueUtils.runMethod(block, method, arguments);
        });
    }

    /** Returns whether a method of the module that needs nothing comes to its end. */
    boolean succeeds(String method) {
        try {
            call(method).close();
            return true;
        } catch (EngineException refused) {
            return false;
        }
    }

    /**
     * Both settings belong to the thread, and every new one starts with them on. Gradients would keep every intermediate
     * result. The optimiser would save a third of a token's time, but it takes shapes that it has seen for shapes that
     * will come, and then computes something else.
     */
    private static void useThisThreadForInference() {
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** Returns the manager of what lives as long as the module. A result attaches to the manager it is read with. */
    PtNDManager manager() {
        return manager;
    }

    /** Returns a manager for what does not outlive one step; the caller closes it. */
    PtNDManager newStepManager() {
        return (PtNDManager) manager.newSubManager();
    }

    /** Makes a float32 tensor; bfloat16 is made by the module's own methods, for DJL aborts the process over it. */
    static PtNDArray floats(PtNDManager owner, float[] values, long... shape) {
        return (PtNDArray) owner.create(values, new Shape(shape));
    }

    /** Copies a contiguous float32 tensor into the Java heap. */
    static float[] toArray(PtNDArray tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        floats(tensor).get(values);
        return values;
    }

    /** Returns what a contiguous float32 tensor in main memory holds, as long as the tensor is open. */
    static FloatBuffer floats(PtNDArray tensor) {
        return tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void close() {
        manager.close();
    }
}
