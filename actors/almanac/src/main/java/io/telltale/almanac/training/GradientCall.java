package io.telltale.almanac.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * One call of a model's script with gradients on; collects the arguments in order and frees them when closed.
 *
 * <p>Engines other than training run without gradients, and a thread's mode is its own: the call restores it.
 */
final class GradientCall implements AutoCloseable {

    private final Llama model;
    private final NDManager scope;
    private final NDList arguments = new NDList();
    private final boolean gradientsBefore = JniUtils.isGradMode();

    GradientCall(Llama model, String method) {
        this.model = model;
        this.scope = model.manager().newSubManager();
        JniUtils.setGradMode(true);
        NDArray name = scope.create(0f); // the engine reads the method's name off the first argument
        name.setName("module_method:" + method);
        arguments.add(name);
    }

    /** Adds a batch as three tensors. */
    GradientCall batch(TokenBatch batch) {
        var dimensions = new Shape(batch.rows(), batch.columns());
        arguments.add(scope.create(batch.ids(), dimensions));
        arguments.add(scope.create(batch.targets(), dimensions));
        arguments.add(scope.create(batch.weights(), dimensions));
        return this;
    }

    /** Adds a list of tensors; lists of one call need different names. */
    GradientCall list(String name, List<NDArray> arrays) {
        for (NDArray array : arrays) {
            array.setName(name + "[]");
            arguments.add(array);
        }
        return this;
    }

    /** Adds the model's rotary tables. */
    GradientCall rotary() {
        arguments.add(model.cosines());
        arguments.add(model.sines());
        return this;
    }

    /** Adds numbers as one tensor. */
    GradientCall numbers(float... numbers) {
        arguments.add(scope.create(numbers));
        return this;
    }

    /** Runs the method; the results live until the call is closed. */
    NDList run() {
        return IValueUtils.forward(model.module(), arguments, true);
    }

    @Override
    public void close() {
        JniUtils.setGradMode(gradientsBefore);
        scope.close();
    }
}
