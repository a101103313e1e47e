package io.telltale.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@code docs/style.md} and of the module map, held against every class of the product. */
class ArchitectureTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(Product.CLASSES);
    }

    static Stream<ArchRule> rules() {
        return Stream.of(ModuleRules.all(), LibraryRules.all(), DeterminismRules.all(), ShapeRules.all())
                .flatMap(List::stream);
    }

    @Test
    void everyPackageSaysThatNullIsTheException() {
        List<String> silent = Product.CLASSES.getPackage("io.telltale").getSubpackagesInTree().stream()
                .filter(candidate -> !candidate.getClasses().isEmpty())
                .filter(candidate -> !candidate.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .filter(name -> !isGenerated(name))
                .toList();

        assertThat(silent)
                .as("packages whose package-info.java lacks @NullMarked")
                .isEmpty();
    }

    private static boolean isGenerated(String packageName) {
        return packageName.equals("io.telltale.schemas");
    }
}
