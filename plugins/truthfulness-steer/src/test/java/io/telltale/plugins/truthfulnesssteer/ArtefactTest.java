package io.telltale.plugins.truthfulnesssteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.testkit.SampleModels;
import io.telltale.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactTest {
    @TempDir
    private Path folder;

    private final TruthfulnessSteerProvider provider = new TruthfulnessSteerProvider();

    @Test
    void readsWhatItWrote() {
        TruthfulnessArtefact artefact = Artefacts.simple();

        assertThat(ArtefactJson.read(ArtefactJson.write(artefact))).isEqualTo(artefact);
    }

    @Test
    void namesTheFieldThatIsMissing() {
        String withoutTrigger = ArtefactJson.write(Artefacts.simple()).replace("\"trigger\"", "\"other\"");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArtefactJson.read(withoutTrigger))
                .withMessage("the field trigger is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArtefactJson.read("{}"))
                .withMessageContaining("expected 'telltale/truthfulness/1'");
    }

    @Test
    void refusesToSteerBelowWhatItReads() {
        TruthfulnessArtefact good = Artefacts.simple();
        List<SteeringPatch> below = List.of(new SteeringPatch(Artefacts.READ, List.of(), Artefacts.axis(1), 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TruthfulnessArtefact(good.provenance(), good.readOut(), below, 0.5))
                .withMessageContaining("would hide what is read");
    }

    @Test
    void tellsHowToLearnADirectionForAModelWithoutOne() {
        assertThatThrownBy(() -> provider.load(TestContext.of(Artefacts.MODEL)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("sample-4x8")
                .hasMessageContaining("digest-of-sample-4x8")
                .hasMessageContaining("telltale train truthfulness-steer");
    }

    @Test
    void refusesAnArtefactOfAnotherModel() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), ArtefactJson.write(Artefacts.simple()));
        ModelSpec other = SampleModels.of(6, 8);

        assertThatThrownBy(() -> provider.load(TestContext.of(other).with("artefact", file.toString())))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("digest-of-sample-4x8")
                .hasMessageContaining("digest-of-sample-6x8");
    }

    @Test
    void namesTheFileThatCannotBeUsed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        TestContext context = TestContext.of(Artefacts.MODEL);

        assertThatThrownBy(() -> provider.load(context.with("artefact", broken.toString())))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("broken.json");
        assertThatThrownBy(() -> provider.load(
                        context.with("artefact", folder.resolve("absent.json").toString())))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("absent.json");
    }

    @Test
    void refusesSettingsThatAreNoNumbersInRange() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), ArtefactJson.write(Artefacts.simple()));
        TestContext context = TestContext.of(Artefacts.MODEL).with("artefact", file.toString());

        assertThatThrownBy(() -> provider.load(context.with("trigger", "often")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("'often'");
        assertThatThrownBy(() -> provider.load(context.with("trigger", "1.5")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("between 0 and 1");
    }
}
