package io.telltale.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.torchscript.TorchScriptArchive;
import java.util.List;

/**
 * How fast the engine's own library, libtorch, multiplies large matrices: the limit of arithmetic, as the read bandwidth is that
 * of memory. On as many threads as libtorch is told to use; where it has several ways to multiply, by the fastest.
 */
final class MatrixProducts implements AutoCloseable {

    /** A way to multiply, by the names of the methods that prepare the weights and that multiply. */
    private record Way(String prepare, String multiply, int format) {}

    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;
    private static final Way DENSE = new Way("keep", "dense", FLOAT32);
    private static final Way PACKED = new Way("pack", "packed", FLOAT32);
    private static final Way DENSE_BFLOAT16 = new Way("keep", "dense", BFLOAT16);
    private static final Way ROUNDED = new Way("quantize", "rounded", FLOAT32);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PASSES = 3;

    /** Three matrices of it are larger than a core's cache, and a product takes long beside its setting up. */
    private static final long SIDE = 2048;

    private static final String METHODS = """
              def operand(self: __torch__.M, side: int, format: int) -> Tensor:
                return torch.rand([side, side], dtype=format, layout=0, device=torch.device("cpu"), pin_memory=False)
              def keep(self: __torch__.M, weight: Tensor) -> Tensor:
                return weight
              def dense(self: __torch__.M, rows: Tensor, weight: Tensor) -> Tensor:
                return torch.linear(rows, weight, None)
              def pack(self: __torch__.M, weight: Tensor) -> __torch__.torch.classes.xnnpack.LinearOpContext:
                return ops.prepacked.linear_clamp_prepack(weight, None, None, None)
              def packed(self: __torch__.M, rows: Tensor, weight: __torch__.torch.classes.xnnpack.LinearOpContext) -> Tensor:
                return ops.prepacked.linear_clamp_run(rows, weight)
              def quantize(self: __torch__.M, weight: Tensor) -> __torch__.torch.classes.quantized.LinearPackedParamsBase:
                return ops.quantized.linear_prepack(torch.quantize_per_tensor(weight, 0.01, 0, 12), None)
              def rounded(self: __torch__.M, rows: Tensor, weight: __torch__.torch.classes.quantized.LinearPackedParamsBase) -> Tensor:
                return ops.quantized.linear_dynamic(rows, weight)
            """;

    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final List<Way> ways;

    private MatrixProducts(PtNDManager manager, List<Way> ways) {
        this.manager = manager;
        this.block = TorchScriptArchive.ofMethods(METHODS).load(manager);
        this.ways = ways;
    }

    /** Multiplies as the engine does in a precision: float16 weights are multiplied in float32. */
    static MatrixProducts of(ComputePrecision precision) {
        PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
        return new MatrixProducts(
                manager,
                switch (precision) {
                    case FLOAT32, FLOAT16 -> List.of(DENSE, PACKED);
                    case BFLOAT16 -> List.of(DENSE_BFLOAT16);
                    case INT8 -> List.of(ROUNDED);
                });
    }

    /** Returns operations per second, a multiplication and an addition counting two. */
    double measure() {
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        return ways.stream().mapToDouble(this::measure).max().orElseThrow();
    }

    private double measure(Way way) {
        double best = 0;
        try (IValue side = IValue.from(SIDE);
                IValue format = IValue.from((long) way.format());
                IValue rows = IValueUtils.runMethod(block, "operand", side, format);
                IValue weight = IValueUtils.runMethod(block, way.prepare(), rows)) {
            for (int pass = 0; pass < PASSES; pass++) {
                long started = System.nanoTime();
                IValueUtils.runMethod(block, way.multiply(), rows, weight).close();
                best = Math.max(best, 2.0 * SIDE * SIDE * SIDE * NANOS_PER_SECOND / (System.nanoTime() - started));
            }
        }
        return best;
    }

    @Override
    public void close() {
        manager.close();
    }
}
