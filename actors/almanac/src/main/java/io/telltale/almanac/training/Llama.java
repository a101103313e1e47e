package io.telltale.almanac.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.telltale.engine.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A Llama on the CPU with its weights in float32. Use it on the thread that made it; close it to free the weights.
 *
 * <p>Letters: V vocabulary, D hidden size, F intermediate size, T tokens, B prompts.
 */
final class Llama implements AutoCloseable {

    private static final String SCRIPT = "llama.torchscript";
    private static final float INITIAL_DEVIATION = 0.02f;
    private static final double ROTARY_BASE = 10_000;

    private final LlamaShape shape;
    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final List<NDArray> weights = new ArrayList<>(); // in the order of shape.parameters()
    private final NDArray cosines; // [maxPositions, headDimension]
    private final NDArray sines; // [maxPositions, headDimension]

    /** Draws the first weights from the seed: Gaussian matrices, gains of one. */
    Llama(LlamaShape shape, long seed) {
        this.shape = shape;
        this.manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
        JniUtils.setGraphExecutorOptimize(false); // it would round a run's first steps differently from its later ones
        this.module = TorchScriptArchive.ofMethods(script()).load(manager);
        this.cosines = rotary(Math::cos);
        this.sines = rotary(Math::sin);
        var random = new Random(seed);
        shape.parameters().forEach((name, dimensions) -> weights.add(draw(name, dimensions, random)));
    }

    LlamaShape shape() {
        return shape;
    }

    PtNDManager manager() {
        return manager;
    }

    PtSymbolBlock module() {
        return module;
    }

    List<NDArray> weights() {
        return weights;
    }

    NDArray cosines() {
        return cosines;
    }

    NDArray sines() {
        return sines;
    }

    /** Copies the weights, under their Hugging Face names. */
    NamedTensors export() {
        var copies = new NamedTensors();
        export("", weights, copies);
        return copies;
    }

    /** Copies arrays that are ordered like the parameters, under the parameters' names. */
    void export(String prefix, List<NDArray> arrays, NamedTensors target) {
        int i = 0;
        for (var parameter : shape.parameters().entrySet()) {
            var dimensions = Arrays.stream(parameter.getValue()).boxed().toList();
            target.put(prefix + parameter.getKey(), dimensions, arrays.get(i).toFloatArray());
            i++;
        }
    }

    /** Overwrites arrays that are ordered like the parameters. */
    void take(String prefix, List<NDArray> arrays, NamedTensors source) {
        int i = 0;
        for (String name : shape.parameters().keySet()) {
            arrays.get(i).set(source.values(prefix + name));
            i++;
        }
    }

    /**
     * Continues every prompt by its likeliest tokens.
     *
     * @param prompts [B, T]; all of one length
     * @return [B, count]
     */
    long[][] continueGreedily(long[][] prompts, int count) {
        try (var scope = (PtNDManager) manager.newSubManager();
                var ids = IValue.from((PtNDArray) scope.create(prompts));
                var number = IValue.from((long) count);
                var list = IValue.listFrom(weights.toArray(PtNDArray[]::new));
                var cosine = IValue.from((PtNDArray) cosines);
                var sine = IValue.from((PtNDArray) sines);
                var result = IValueUtils.runMethod(module, "continue_greedily", ids, number, list, cosine, sine)) {
            long[] flat = result.toTensor(scope).toLongArray();
            var rows = new long[prompts.length][count];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(flat, row * count, rows[row], 0, count);
            }
            return rows;
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** What is added to the residual stream starts smaller the more layers add to it. */
    private NDArray draw(String name, long[] dimensions, Random random) {
        var values = new float[(int) new Shape(dimensions).size()];
        boolean addsToResidual = name.contains("o_proj") || name.contains("down_proj");
        double deviation = addsToResidual ? INITIAL_DEVIATION / Math.sqrt(2.0 * shape.layers()) : INITIAL_DEVIATION;
        for (int i = 0; i < values.length; i++) {
            values[i] = dimensions.length == 1 ? 1f : (float) (random.nextGaussian() * deviation);
        }
        return manager.create(values, new Shape(dimensions));
    }

    /** The angles of Hugging Face's rotary embedding: both halves of a head turn alike. */
    private NDArray rotary(DoubleUnaryOperator wave) {
        int width = shape.headDimension();
        var table = new float[shape.maxPositions() * width];
        for (int position = 0; position < shape.maxPositions(); position++) {
            for (int i = 0; i < width; i++) {
                int pair = i % (width / 2);
                double angle = position / Math.pow(ROTARY_BASE, 2.0 * pair / width);
                table[position * width + i] = (float) wave.applyAsDouble(angle);
            }
        }
        return manager.create(table, new Shape(shape.maxPositions(), width));
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(Llama.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SCRIPT, e);
        }
    }
}
