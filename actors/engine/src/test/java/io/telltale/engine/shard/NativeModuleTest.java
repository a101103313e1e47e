package io.telltale.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import org.junit.jupiter.api.Test;

class NativeModuleTest {

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
