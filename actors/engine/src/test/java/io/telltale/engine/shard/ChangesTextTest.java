package io.telltale.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.Golden;
import io.telltale.engine.SharedFiles;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.torchscript.TorchScriptArchive;
import io.telltale.spi.FloatMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The changes of the TorchScript text against published values of four rows of 4,096. */
class ChangesTextTest {

    private static final int ADDITION = 0;
    private static final int ABLATION = 1;

    /** Applies changes to the rows of site 0. */
    private static final String CHANGE = """
              def change(self: __torch__.M, x: Tensor, numbers: List[int], vectors: List[Tensor]) -> Tensor:
                changes = __torch__.Changes.__new__(__torch__.Changes)
                _0 = (changes).__init__(numbers, vectors)
                return (changes).apply(0, x)
            """;

    /** A few float32 roundings of values around 2. */
    private static final double TOLERANCE = 2e-6;

    @Test
    void addsAndAblatesAsTheReferenceDoes() {
        SafetensorsFile golden = SafetensorsFile.open(SharedFiles.fixture("intervention_ops.golden.safetensors"));
        FloatMatrix activations = golden.read("h");
        float[] added = difference(golden.read("add_2_4"), activations);
        float[] direction = unit(added);
        try (var module = NativeModule.load(TorchScriptArchive.of(ModelText.read(List.of("changes")), CHANGE))) {

            FloatMatrix addition = change(module, activations, ADDITION, added);
            FloatMatrix ablation = change(module, activations, ABLATION, direction);

            // The vector is taken from the first row alone; the others check that every row gets the same.
            Golden.assertClose(addition, golden.read("add_2_4"), TOLERANCE, "addition");
            Golden.assertClose(ablation, golden.read("ablate"), TOLERANCE, "ablation");
            assertThat(Golden.largestDifference(ablation, activations)).isGreaterThan(0.01);
        }
    }

    private static FloatMatrix change(NativeModule module, FloatMatrix x, int kind, float[] vector) {
        try (var manager = module.newStepManager();
                IValue rows = IValue.from(NativeModule.floats(manager, x.toArray(), x.rows(), x.columns()));
                IValue changes = IValue.listFrom(0L, kind, 0L, x.rows());
                IValue vectors = IValue.listFrom(NativeModule.floats(manager, vector, vector.length));
                IValue result = module.call("change", rows, changes, vectors)) {
            PtNDArray changed = result.toTensor(manager);
            return FloatMatrix.owning(x.rows(), x.columns(), NativeModule.toArray(changed));
        }
    }

    private static float[] difference(FloatMatrix changed, FloatMatrix original) {
        float[] difference = new float[original.columns()];
        for (int column = 0; column < difference.length; column++) {
            difference[column] = changed.at(0, column) - original.at(0, column);
        }
        return difference;
    }

    private static float[] unit(float[] vector) {
        return io.telltale.spi.Direction.of(vector).toArray();
    }
}
