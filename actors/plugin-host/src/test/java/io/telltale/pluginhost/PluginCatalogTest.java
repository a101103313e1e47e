package io.telltale.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCatalogTest {
    private static final String PROVIDER = """
            package com.example;

            import io.telltale.spi.*;
            import java.util.List;

            public final class Provider implements PluginProvider {
                @Override
                public PluginDescriptor descriptor() {
                    return new PluginDescriptor(new PluginId("$ID"), "1", Library.NAME);
                }

                @Override
                public Plugin load(PluginContext context) throws PluginException {
                    try {
                        Class.forName("$CLASS");
                    } catch (ClassNotFoundException e) {
                        throw new PluginException("hidden");
                    }
                    return new DetectorFactory() {
                        @Override
                        public CaptureSpec captureSpec() {
                            return CaptureSpec.answer();
                        }

                        @Override
                        public Detector newDetector(SequenceInfo sequence) {
                            return activations -> List.of();
                        }
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path scratch;

    @Test
    void loadsAThirdPartyPluginWithItsOwnVersionOfALibrary() throws IOException, PluginException {
        jar("one", "one", "org.slf4j.Logger");
        jar("two", "two", "io.telltale.spi.Verdict");

        try (PluginCatalog catalog = PluginCatalog.builtInAnd(folder)) {
            assertThat(catalog.ids()).containsExactly(new PluginId("one"), new PluginId("two"));
            assertThat(catalog.providers())
                    .extracting(provider -> provider.descriptor().description())
                    .containsExactly("library of one", "library of two");
            for (PluginProvider provider : catalog.providers()) {
                LoadedPlugin.load(provider, TestContext.of(Plugins.MODEL)).close();
            }
        }
    }

    @Test
    void hidesTheHostFromAThirdPartyPlugin() throws IOException {
        jar("curious", "curious", "io.telltale.pluginhost.PluginCatalog");

        try (PluginCatalog catalog = PluginCatalog.builtInAnd(folder)) {
            PluginProvider provider = catalog.provider(new PluginId("curious"));

            assertThatThrownBy(() -> LoadedPlugin.load(provider, TestContext.of(Plugins.MODEL)))
                    .isInstanceOf(PluginException.class)
                    .hasMessage("hidden");
        }
    }

    @Test
    void refusesTwoPluginsWithTheSameId() throws IOException {
        jar("a", "same", "java.lang.String");
        jar("b", "same", "java.lang.String");

        assertThatThrownBy(() -> PluginCatalog.builtInAnd(folder))
                .isInstanceOfSatisfying(
                        PluginHostException.class,
                        e -> assertThat(e.code()).isEqualTo(PluginHostException.Code.DUPLICATE_ID))
                .hasMessageContaining("'same'")
                .hasMessageContaining("a.jar")
                .hasMessageContaining("b.jar");
    }

    @Test
    void refusesAJarWithoutAPlugin() throws IOException {
        PluginJarBuilder.build(folder.resolve("empty.jar"), scratch, Map.of("A", "class A {}"), "");

        assertThatThrownBy(() -> PluginCatalog.builtInAnd(folder))
                .isInstanceOf(PluginHostException.class)
                .hasMessageContaining("empty.jar holds no plugin");
    }

    @Test
    void refusesAJarThatIsNone() throws IOException {
        Files.writeString(folder.resolve("text.jar"), "not a jar");

        assertThatThrownBy(() -> PluginCatalog.builtInAnd(folder))
                .isInstanceOf(PluginHostException.class)
                .hasMessageContaining("text.jar");
    }

    @Test
    void refusesAPluginThatSaysNothingAboutItself() throws IOException {
        anonymousJar("return null;");

        assertThatThrownBy(() -> PluginCatalog.builtInAnd(folder))
                .isInstanceOfSatisfying(
                        PluginHostException.class,
                        e -> assertThat(e.code()).isEqualTo(PluginHostException.Code.BROKEN_PLUGIN))
                .hasMessageContaining("anonymous.jar cannot say who it is: ")
                .hasMessageContaining("descriptor returned null");
    }

    @Test
    void refusesAPluginThatFailsToSayWhoItIsAndClosesItsJar() throws IOException {
        anonymousJar("throw new Broken();");

        assertThatThrownBy(() -> PluginCatalog.builtInAnd(folder))
                .isInstanceOfSatisfying(
                        PluginHostException.class,
                        e -> assertThat(e.code()).isEqualTo(PluginHostException.Code.BROKEN_PLUGIN))
                .hasMessageContaining("anonymous.jar cannot say who it is: com.example.Broken")
                .cause()
                .satisfies(
                        broken -> assertThat(broken.getClass().getClassLoader().getResource("com/example/Broken.class"))
                                .isNull());
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        assertThatThrownBy(() -> PluginCatalog.builtInAnd(folder.resolve("absent")))
                .isInstanceOf(PluginHostException.class)
                .hasMessageContaining("absent is not a folder");
    }

    @Test
    void namesThePluginsThereAreWhenAskedForAnother() {
        PluginCatalog catalog = PluginCatalog.of(List.of(Plugins.detecting(activations -> List.of())));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.provider(new PluginId("absent")))
                .withMessageContaining("'absent'")
                .withMessageContaining("[detecting]");
    }

    private void anonymousJar(String descriptor) throws IOException {
        Map<String, String> sources = Map.of(
                "com.example.Provider",
                PROVIDER.replaceFirst("return new PluginDescriptor.*", descriptor),
                "com.example.Broken",
                "package com.example; final class Broken extends LinkageError {}");
        PluginJarBuilder.build(folder.resolve("anonymous.jar"), scratch, sources, "com.example.Provider");
    }

    private void jar(String name, String id, String lookedUp) throws IOException {
        Path classes = Files.createDirectories(scratch.resolve(name));
        String library = "package com.example; final class Library { static final String NAME = name();"
                + " static String name() { return \"library of " + name + "\"; } }";
        Map<String, String> sources = Map.of(
                "com.example.Provider",
                PROVIDER.replace("$ID", id).replace("$CLASS", lookedUp),
                "com.example.Library",
                library);
        PluginJarBuilder.build(folder.resolve(name + ".jar"), classes, sources, "com.example.Provider");
    }
}
