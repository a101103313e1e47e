package io.telltale.plugins.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.telltale.spi.HookSite;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArtefactReaderTest {

    private static final String FORMAT = "test/1";
    private static final HookSite SITE = HookSite.parse("blocks.1.hook_resid_post");
    private static final Provenance PROVENANCE = new Provenance(
            "tiny", "0123abcd", "train", 7, "2026-01-01", new TreeMap<>(Map.of("auroc", 0.75)), List.of("tried"));

    @Test
    void readsWhatWasWritten() {
        String text = ArtefactWriter.begin(FORMAT, PROVENANCE)
                .put("bias", 0.1)
                .put("weights", 1.5f, -2)
                .putSites("sites", List.of(SITE))
                .putVectors("axes", List.of(new float[] {1, 0}, new float[] {0, 1}))
                .putObjects("parts", List.of(new ArtefactWriter().put("site", SITE)))
                .text();

        ArtefactReader reader = ArtefactReader.of(text, FORMAT);

        assertThat(reader.provenance()).isEqualTo(PROVENANCE);
        assertThat(reader.number("bias")).isEqualTo(0.1);
        assertThat(reader.vector("weights")).containsExactly(1.5f, -2);
        assertThat(reader.sites("sites")).containsExactly(SITE);
        assertThat(reader.vectors("axes")).containsExactly(new float[] {1, 0}, new float[] {0, 1});
        assertThat(reader.objects("parts").getFirst().site("site")).isEqualTo(SITE);
    }

    @Test
    void namesWhatIsWrong() {
        String text =
                ArtefactWriter.begin(FORMAT, PROVENANCE).put("bias", "high").text();
        ArtefactReader reader = ArtefactReader.of(text, FORMAT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.number("bias"))
                .withMessageContaining("bias is not a number: \"high\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.text("trigger"))
                .withMessage("the field trigger is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArtefactReader.of(text, "test/2"))
                .withMessage("format is 'test/1', expected 'test/2'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArtefactReader.of("{", FORMAT))
                .withMessageContaining("not JSON");
    }
}
