package io.telltale.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Which module may see which. */
final class ModuleRules {
    private static final String OURS = "io.telltale..";

    private ModuleRules() {}

    static List<ArchRule> all() {
        return List.of(
                vocabularyStandsAlone(),
                pluginsSeeTheVocabularyAlone(),
                module("testkit").sees("spi").because("a plugin's tests must run without model, broker or actors"),
                module("schemas").sees().because("a schema is a promise to readers that know none of our classes"),
                module("telemetry").sees().because("names of spans and metrics must not depend on what they measure"),
                module("engine").sees("spi").because("the engine runs layers and knows no actors, plugins or log"),
                module("pluginhost").sees("spi").because("the host must not know whether it runs live or in replay"),
                module("transport")
                        .sees("spi", "schemas")
                        .because("the log knows what an event is, not who produces it"),
                module("runtime")
                        .sees("spi", "engine", "pluginhost", "transport", "telemetry")
                        .because("actors put engine, host and log together"),
                module("replay")
                        .sees("spi", "pluginhost", "transport")
                        .because("an auditor replays without a model and without actors"),
                module("training")
                        .sees("spi", "engine", "almanac", "plugins")
                        .because("recipes ask a model and write what a plugin reads"),
                learnersKnowNoModel(),
                module("almanac")
                        .sees("spi", "engine")
                        .because("the shipped model is trained on the engine's own means"),
                nobodyNeedsTheNode(),
                modulesFormNoCycle(),
                packagesFormNoCycle());
    }

    static ArchRule vocabularyStandsAlone() {
        return classes()
                .that()
                .resideInAPackage("io.telltale.spi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.telltale.spi..", "java..", "org.jspecify..")
                .because("it is all that a third party's plugin compiles against")
                .allowEmptyShould(true);
    }

    static ArchRule pluginsSeeTheVocabularyAlone() {
        return classes()
                .that()
                .resideInAPackage("io.telltale.plugins..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.telltale.plugins..",
                        "io.telltale.spi..",
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson..")
                .because("the built-in plugins get nothing that a third party's plugin would not get")
                .allowEmptyShould(true);
    }

    static ArchRule learnersKnowNoModel() {
        return classes()
                .that()
                .resideInAPackage("io.telltale.training")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.telltale.training",
                        "io.telltale.spi..",
                        "java..",
                        "org.jspecify..",
                        "de.bwaldvogel..",
                        "org.ejml..",
                        "com.fasterxml.jackson..")
                .because("the mathematics is the same for every model; recipes put it together for one")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyNeedsTheNode() {
        return noClasses()
                .that(resideInAPackage(OURS).and(resideOutsideOfPackage("io.telltale.node..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.telltale.node..")
                .because("the node puts everything together; what it wires must work without it")
                .allowEmptyShould(true);
    }

    static ArchRule modulesFormNoCycle() {
        return slices().matching("io.telltale.(*)..")
                .should()
                .beFreeOfCycles()
                .because("modules that need each other are one module")
                .allowEmptyShould(true);
    }

    static ArchRule packagesFormNoCycle() {
        return slices().matching("io.telltale.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be read alone is read first")
                .allowEmptyShould(true);
    }

    static Module module(String name) {
        return new Module("io.telltale." + name + "..");
    }

    /** Reads as the first half of a rule. */
    record Module(String packages) {

        ArchRule sees(String... modules) {
            String[] visible = Stream.concat(
                            Stream.of(packages), Stream.of(modules).map(name -> "io.telltale." + name + ".."))
                    .toArray(String[]::new);
            DescribedPredicate<JavaClass> hidden =
                    resideInAPackage(OURS).and(DescribedPredicate.not(resideInAnyPackage(visible)));
            return noClasses()
                    .that()
                    .resideInAPackage(packages)
                    .should()
                    .dependOnClassesThat(hidden)
                    .as(packages + " should see nothing of ours but " + List.of(modules))
                    .allowEmptyShould(true);
        }
    }
}
