package io.telltale.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Which library is known where. */
final class LibraryRules {
    private LibraryRules() {}

    static List<ArchRule> all() {
        return List.of(
                only("engine", "training", "almanac")
                        .know("ai.djl..")
                        .because("tensors are native memory: an NDArray in another module's signature is a leak"),
                only("transport", "schemas")
                        .know("org.apache.kafka..", "kafka..", "org.apache.avro..")
                        .because("everything else speaks to the EventLog, so that it also runs in memory"),
                only("runtime", "node")
                        .know("org.apache.pekko..")
                        .because("what is no actor is tested, replayed and benchmarked without an actor system"),
                only("telemetry", "node")
                        .know("io.opentelemetry..")
                        .because("names of spans and metrics are kept in one place"),
                only("node").know("picocli..").because("the command line is the node's"),
                only("training").know("de.bwaldvogel..", "org.ejml..").because("solvers belong to learning"),
                nobodyLogsWithAnotherLibrary());
    }

    static ArchRule nobodyLogsWithAnotherLibrary() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.logging..", "java.util.logging..", "org.apache.commons.logging..")
                .because("slf4j is the one way to log")
                .allowEmptyShould(true);
    }

    static Modules only(String... modules) {
        return new Modules(modules);
    }

    /** Reads as the first half of a rule. */
    static final class Modules {
        private final String[] names;

        private Modules(String... names) {
            this.names = names;
        }

        ArchRule know(String... libraries) {
            String[] packages = List.of(names).stream()
                    .map(name -> "io.telltale." + name + "..")
                    .toArray(String[]::new);
            return noClasses()
                    .that()
                    .resideOutsideOfPackages(packages)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(libraries)
                    .as("only " + List.of(names) + " should know " + List.of(libraries))
                    .allowEmptyShould(true);
        }
    }
}
