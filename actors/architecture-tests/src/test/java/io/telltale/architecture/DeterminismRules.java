package io.telltale.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Who may look at the clock or throw dice: the node, which hands both to everyone else. */
final class DeterminismRules {
    private static final String REASON =
            "a replay must say what the live run said; take an InstantSource or a RandomGenerator";

    /** Its caller's patience with slow plugins is real time, and reaches neither a plugin nor an event. */
    private static final String WAITS_IN_REAL_TIME = "io.telltale.runtime.TelltaleRuntime";

    private DeterminismRules() {}

    static List<ArchRule> all() {
        return List.of(nobodyReadsTheWallClock(), nobodyReadsTheElapsedClock(), nobodyThrowsDice());
    }

    static ArchRule nobodyReadsTheWallClock() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.telltale.node..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethodWhere(target(name("now")).and(target(owner(javaTime()))))
                .orShould()
                .callMethodWhere(target(nameMatching("system.*")).and(target(owner(javaTime()))))
                .orShould()
                .callMethodWhere(target(nameMatching("tick.*")).and(target(owner(javaTime()))))
                .because(REASON)
                .allowEmptyShould(true);
    }

    static ArchRule nobodyReadsTheElapsedClock() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.telltale.node..")
                .and()
                .doNotHaveFullyQualifiedName(WAITS_IN_REAL_TIME)
                .should()
                .callMethod(System.class, "nanoTime")
                .because(
                        "durations decide nothing in a replay, and a test cannot make them pass; take an InstantSource")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyThrowsDice() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.telltale.node..")
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callConstructor(SecureRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(RandomGenerator.class, "getDefault")
                .orShould()
                .callMethod(RandomGenerator.class, "of", String.class)
                .because(REASON)
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> javaTime() {
        return DescribedPredicate.describe(
                "java.time", type -> type.getPackageName().equals("java.time"));
    }
}
