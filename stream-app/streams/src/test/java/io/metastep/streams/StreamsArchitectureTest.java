package io.metastep.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class StreamsArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.metastep.streams");

    @Test
    void core_and_audit_know_nothing_of_kafka_or_of_the_adapters() {
        noClasses()
                .that()
                .resideInAnyPackage("..streams.core..", "..streams.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.metastep.streams", "org.rocksdb..")
                .check(CLASSES);
    }

    @Test
    void what_tells_the_status_knows_nothing_of_the_adapters() {
        noClasses()
                .that()
                .resideInAPackage("..streams.status..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.metastep.streams", "..streams.audit..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("..streams.core..", "..streams.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..streams.status..")
                .check(CLASSES);
    }

    @Test
    void the_core_knows_nothing_of_its_audit() {
        noClasses()
                .that()
                .resideInAPackage("..streams.core..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..streams.audit..")
                .check(CLASSES);
    }

    @Test
    void the_module_uses_schemas_and_optimizer_only() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.metastep.client..",
                        "io.metastep.cli..",
                        "io.metastep.metalearner..",
                        "io.metastep.optimizees..",
                        "io.metastep.optimizer.vector..",
                        "jdk.incubator..",
                        "org.nd4j..")
                .check(CLASSES);
    }

    @Test
    void the_core_reads_no_clock_and_draws_no_random_number() {
        noClasses()
                .that()
                .resideInAPackage("..streams.core..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(CLASSES);
    }
}
