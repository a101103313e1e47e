package io.telltale.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.Golden;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.CheckpointFolder;
import io.telltale.engine.checkpoint.LlamaConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeModuleTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void keepsOfTheRotaryTablesOnlyWhatIsComputedWith(ComputePrecision precision) {
        var config = (LlamaConfig) Checkpoint.open(Golden.LLAMA.folder()).config();
        try (var module = NativeModule.load(ModelText.of(config))) {

            var tables = RotaryTables.of(config, 8).load(module, LibtorchType.of(precision));

            assertThat(module.manager().getManagedArrays()).containsExactlyInAnyOrder(tables);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsOfACopiedWeightOnlyWhatIsComputedWith(ComputePrecision precision) throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).misalign();
        var checkpoint = Checkpoint.open(folder);
        try (var module = NativeModule.load(ModelText.of(checkpoint.config()));
                var loader = new WeightLoader(module, checkpoint, LibtorchType.of(precision))) {

            var weights = loader.load(checkpoint.config().layout().head());

            assertThat(module.manager().getManagedArrays()).containsExactlyInAnyOrder(weights);
        }
    }

    @Test
    void reportsTheFirstLineOfWhatTheNativeEngineSays() {
        var refusal = new ai.djl.engine.EngineException("out of memory\nat some address");

        assertThatThrownBy(() -> NativeModule.translating("a step failed", () -> {
                    throw refusal;
                }))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failed -> assertThat(failed.code()).isEqualTo(Code.NATIVE))
                .hasMessage("a step failed: out of memory")
                .hasCause(refusal);
    }
}
