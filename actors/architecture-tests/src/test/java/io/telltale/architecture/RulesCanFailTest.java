package io.telltale.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.telltale.plugins.fixture.CuriousPlugin;
import io.telltale.runtime.fixture.AbstractUseOfTensors;
import io.telltale.runtime.fixture.ImpatientUse;
import io.telltale.spi.fixture.DependentWord;
import io.telltale.transport.helper.LogHelper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that nothing can break says nothing: each kind of rule meets a class that breaks it. */
class RulesCanFailTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void finds(ArchRule rule, Class<?> violator) {
        JavaClasses imported = new ClassFileImporter().importClasses(violator);

        boolean violated = rule.evaluate(imported).hasViolation();

        assertThat(violated).isTrue();
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of(ModuleRules.vocabularyStandsAlone(), DependentWord.class),
                Arguments.of(ModuleRules.pluginsSeeTheVocabularyAlone(), CuriousPlugin.class),
                Arguments.of(ModuleRules.module("runtime").sees("spi"), ImpatientUse.class),
                Arguments.of(ModuleRules.nobodyNeedsTheNode(), ImpatientUse.class),
                Arguments.of(LibraryRules.only("engine").know("ai.djl.."), AbstractUseOfTensors.class),
                Arguments.of(LibraryRules.nobodyLogsWithAnotherLibrary(), LogHelper.class),
                Arguments.of(DeterminismRules.nobodyReadsTheWallClock(), ImpatientUse.class),
                Arguments.of(DeterminismRules.nobodyReadsTheElapsedClock(), ImpatientUse.class),
                Arguments.of(DeterminismRules.nobodyThrowsDice(), ImpatientUse.class),
                Arguments.of(ShapeRules.noPackageIsADrawer(), LogHelper.class),
                Arguments.of(ShapeRules.noClassIsNamedByItsLackOfAnIdea(), LogHelper.class),
                Arguments.of(ShapeRules.noClassIsNamedAbstract(), AbstractUseOfTensors.class),
                Arguments.of(ShapeRules.noFieldIsOpen(), LogHelper.class));
    }

    @Test
    void findsACycleBetweenModules() {
        JavaClasses imported = new ClassFileImporter().importClasses(LogHelper.class, ImpatientUse.class);

        assertThat(ModuleRules.modulesFormNoCycle().evaluate(imported).hasViolation())
                .isTrue();
        assertThat(ModuleRules.packagesFormNoCycle().evaluate(imported).hasViolation())
                .isTrue();
    }

    @Test
    void seesTheClassesOfTheProduct() {
        assertThat(Product.CLASSES.contain(io.telltale.spi.HookSite.class)).isTrue();
        assertThat(Product.CLASSES.contain(DependentWord.class)).isFalse();
    }
}
