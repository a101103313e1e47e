package io.telltale.engine.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TorchScriptArchiveTest {

    private static final String SILU_OF_SUM = """
              def silu_of_sum(self: __torch__.M, a: Tensor, b: Tensor) -> Tensor:
                return torch.silu(torch.add(a, b))
            """;

    @Test
    void runsAMethodOfTheLoadedModule() {
        var archive = TorchScriptArchive.ofMethods(SILU_OF_SUM);
        try (var manager = NDManager.newBaseManager("PyTorch");
                var block = archive.load(manager)) {
            var a = IValue.from((PtNDArray) manager.create(new float[] {0.5f, -2f}));
            var b = IValue.from((PtNDArray) manager.create(new float[] {0.5f, 2f}));

            float[] result = IValueUtils.runMethod(block, "silu_of_sum", a, b)
                    .toTensor((PtNDManager) manager)
                    .toFloatArray();

            // silu(1) = 1 / (1 + e^-1) = 0.7310586, silu(0) = 0; one float32 rounding step is 6e-8.
            assertThat(result[0]).isCloseTo(0.7310586f, within(1e-6f));
            assertThat(result[1]).isZero();
        }
    }

    @Test
    void packsTheSameTextIntoTheSameBytes() throws IOException {
        byte[] first = TorchScriptArchive.ofMethods(SILU_OF_SUM).open().readAllBytes();

        byte[] second = TorchScriptArchive.ofMethods(SILU_OF_SUM).open().readAllBytes();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void refusesTextWithoutAMethod() {
        assertThatThrownBy(() -> TorchScriptArchive.ofMethods("x = 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("def name(self: __torch__.M");
    }

    @Test
    void reportsTextThatDoesNotCompileWhenItIsLoaded() {
        var archive = TorchScriptArchive.ofMethods("""
                  def broken(self: __torch__.M, x: Tensor) -> Tensor:
                    return torch.no_such_operator(x)
                """);
        try (var manager = NDManager.newBaseManager("PyTorch")) {

            assertThatThrownBy(() -> archive.load(manager)).isInstanceOf(EngineException.class);
        }
    }
}
