package io.telltale.engine.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Renders the chat templates in a folder that {@code -Dtelltale.templates} names, such as those of published models, and
 * compares them with the goldens that {@code render_templates.py} wrote there.
 */
class PublishedTemplatesTest {

    private static final String PROPERTY = "telltale.templates";

    @TestFactory
    Stream<DynamicTest> rendersLikeTransformers() {
        String folder = System.getProperty(PROPERTY, "");
        assumeTrue(
                !folder.isEmpty() && Files.isRegularFile(Path.of(folder, "goldens.json")),
                "give -D" + PROPERTY + "=FOLDER, where render_templates.py was run, to check the templates in it");

        var goldens = new TemplateGoldens(Path.of(folder));

        return goldens.templates().map(name -> DynamicTest.dynamicTest(name, () -> goldens.check(name)));
    }
}
