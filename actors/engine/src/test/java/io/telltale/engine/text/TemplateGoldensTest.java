package io.telltale.engine.text;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Renders templates of our own wording, each written as the templates of one family of models are. */
class TemplateGoldensTest {

    @TestFactory
    Stream<DynamicTest> rendersTheConstructsOfEachFamilyLikeTransformers() throws URISyntaxException {
        var resource = Objects.requireNonNull(TemplateGoldensTest.class.getResource("templates"));

        var goldens = new TemplateGoldens(Path.of(resource.toURI()));

        return goldens.templates().map(name -> DynamicTest.dynamicTest(name, () -> goldens.check(name)));
    }
}
