package io.telltale.almanac.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedTensorsTest {

    @Test
    void readsBackWhatItWroteInOrder(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");

        tensors().write(file);

        NamedTensors read = NamedTensors.read(file);
        assertThat(read.names()).containsExactly("gain", "matrix");
        assertThat(read.values("matrix")).containsExactly(1, 2, 3, 4, 5, Float.MIN_VALUE);
        assertThat(read.values("gain")).containsExactly(-0.5f);
    }

    @Test
    void namesTheTensorThatIsMissing() {
        assertThatThrownBy(() -> tensors().values("bias"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bias");
    }

    private static NamedTensors tensors() {
        var tensors = new NamedTensors();
        tensors.put("gain", List.of(1L), new float[] {-0.5f});
        tensors.put("matrix", List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, Float.MIN_VALUE});
        return tensors;
    }
}
