package io.telltale.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.testkit.PluginTestDriver;
import io.telltale.testkit.SampleActivations;
import io.telltale.testkit.SampleModels;
import io.telltale.testkit.TestContext;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin that the guide shows compiles against the vocabulary and does what the guide says. */
class ExamplePluginTest {
    private static final ModelSpec MODEL = SampleModels.tiny();
    private static final int PROMPT_LENGTH = 3;
    private static final int LONG_TOKEN = 5;

    @TempDir
    Path classes;

    private URLClassLoader loader;
    private PluginProvider plugin;

    @BeforeEach
    void compile() throws Exception {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests run on a JDK");
        int failed = compiler.run(
                null, null, null, "-d", classes.toString(), example().toString());
        assertThat(failed).isZero();
        loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        plugin = (PluginProvider)
                loader.loadClass("com.example.NormMonitor").getConstructor().newInstance();
    }

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    @Test
    void alarmsAtTheTokenWhoseHiddenStateIsLong() throws Exception {
        HookSite last = new HookSite(MODEL.layers() - 1, HookPoint.RESID_POST);
        SampleActivations activations = SampleActivations.of(
                MODEL, CaptureSpec.answer(last), PROMPT_LENGTH, (site, at) -> row(at == LONG_TOKEN ? 8 : 1));

        List<Verdict> verdicts;
        try (PluginTestDriver driver =
                PluginTestDriver.load(plugin, TestContext.of(MODEL).with("limit", "4"))) {
            verdicts = driver.feedAll(activations.next(6));
        }

        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.getFirst().span()).isEqualTo(TokenSpan.at(LONG_TOKEN));
        assertThat(verdicts.getFirst().conclusion()).isEqualTo(Conclusion.ALARM);
        assertThat(verdicts.getFirst().risk()).isEqualTo(0.5);
    }

    @Test
    void refusesALimitThatIsNoNumber() {
        TestContext context = TestContext.of(MODEL).with("limit", "high");

        assertThatThrownBy(() -> plugin.load(context))
                .isInstanceOf(PluginException.class)
                .hasMessage("setting limit must be a number, not 'high'");
    }

    /** A vector of the given length. */
    private static float[] row(float length) {
        float[] row = new float[MODEL.width()];
        row[0] = length;
        return row;
    }

    private static Path example() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && Files.notExists(folder.resolve("docs/examples"))) {
            folder = folder.getParent();
        }
        return Objects.requireNonNull(folder, "no docs/examples above the working directory")
                .resolve("docs/examples/NormMonitor.java");
    }
}
