package io.telltale.benchmarks.contender;

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
 * How fast memory is read and matrices are multiplied here, by the engine's own library, libtorch, on as many threads as it is told to
 * use. Where it knows several ways, the fastest counts: one thread that reads one place after the other does not reach what
 * memory gives to one that reads several places at once.
 */
final class MachineLimits implements AutoCloseable {

    /** A way to multiply, by the names of the methods that prepare the weights and that multiply. */
    private record Way(String prepare, String multiply, int format) {}

    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;
    private static final Way DENSE = new Way("keep", "dense", FLOAT32);
    private static final Way PACKED = new Way("pack", "packed", FLOAT32);
    private static final Way DENSE_BFLOAT16 = new Way("keep", "dense", BFLOAT16);
    private static final Way ROUNDED = new Way("quantize", "rounded", FLOAT32);
    private static final List<String> READERS = List.of("total", "largest", "weighted");

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PASSES = 4;

    /** Far more than any cache holds. */
    private static final long READ_BYTES = 1L << 28;

    /** Three matrices of it are larger than a core's cache, and a product takes long beside its setting up. */
    private static final long SIDE = 2048;

    private static final String METHODS = """
              def operand(self: __torch__.M, rows: int, columns: int, format: int) -> Tensor:
                return torch.rand([rows, columns], dtype=format, layout=0, device=torch.device("cpu"), pin_memory=False)
              def total(self: __torch__.M, values: Tensor) -> Tensor:
                return torch.sum(values)
              def largest(self: __torch__.M, values: Tensor) -> Tensor:
                return torch.amax(values)
              def weighted(self: __torch__.M, values: Tensor) -> Tensor:
                return torch.mv(values, torch.select(values, 0, 0))
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
    private final IValue values;

    private MachineLimits(PtNDManager manager, List<Way> ways) {
        this.manager = manager;
        this.block = TorchScriptArchive.ofMethods(METHODS).load(manager);
        this.ways = ways;
        this.values = operand(SIDE, READ_BYTES / Float.BYTES / SIDE, FLOAT32);
    }

    /** Multiplies as the engine does in a precision: float16 weights are multiplied in float32. */
    static MachineLimits of(ComputePrecision precision) {
        PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
        return new MachineLimits(
                manager,
                switch (precision) {
                    case FLOAT32, FLOAT16 -> List.of(DENSE, PACKED);
                    case BFLOAT16 -> List.of(DENSE_BFLOAT16);
                    case INT8 -> List.of(ROUNDED);
                });
    }

    /** Returns bytes per second. */
    double reading() {
        return READERS.stream()
                .mapToDouble(reader -> READ_BYTES / fastest(reader, values))
                .max()
                .orElseThrow();
    }

    /** Returns operations per second, a multiplication and an addition counting two. */
    double products() {
        return ways.stream().mapToDouble(this::products).max().orElseThrow();
    }

    private double products(Way way) {
        try (IValue rows = operand(SIDE, SIDE, way.format());
                IValue weight = IValueUtils.runMethod(block, way.prepare(), rows)) {
            return 2.0 * SIDE * SIDE * SIDE / fastest(way.multiply(), rows, weight);
        }
    }

    private IValue operand(long rows, long columns, int format) {
        try (IValue height = IValue.from(rows);
                IValue width = IValue.from(columns);
                IValue type = IValue.from((long) format)) {
            return IValueUtils.runMethod(block, "operand", height, width, type);
        }
    }

    /** Returns the seconds of the best of some passes: what stands in the way of one is no property of the machine. */
    private double fastest(String method, IValue... arguments) {
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        double best = Double.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            long started = System.nanoTime();
            IValueUtils.runMethod(block, method, arguments).close();
            best = Math.min(best, (System.nanoTime() - started) / NANOS_PER_SECOND);
        }
        return best;
    }

    @Override
    public void close() {
        values.close();
        manager.close();
    }
}
