package io.metastep.metalearner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.metastep.metalearner");

    @Test
    void metaTrainingInProcessKnowsOptimizersAndOptimizeesOnly() {
        classes()
                .that()
                .doNotBelongToAnyOf(SegmentReader.class)
                .and()
                .resideOutsideOfPackages("io.metastep.metalearner.online..", "io.metastep.metalearner.kafka..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.metastep.metalearner..",
                        "io.metastep.optimizer",
                        "io.metastep.optimizees",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void whatReadsTheContractKnowsNoKafkaAndNoTasks() {
        classes()
                .that()
                .belongToAnyOf(SegmentReader.class)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.metastep.metalearner",
                        "io.metastep.optimizer",
                        "io.metastep.schemas",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void learningOnlineKnowsTheContractButNoKafka() {
        classes()
                .that()
                .resideInAPackage("io.metastep.metalearner.online..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.metastep.metalearner",
                        "io.metastep.metalearner.online..",
                        "io.metastep.optimizer",
                        "io.metastep.optimizees",
                        "io.metastep.schemas",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAdapterKnowsKafkaAndOnlyItsClients() {
        classes()
                .that()
                .resideInAPackage("io.metastep.metalearner.kafka..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.metastep.metalearner",
                        "io.metastep.metalearner.online",
                        "io.metastep.metalearner.kafka",
                        "io.metastep.optimizer",
                        "io.metastep.schemas",
                        "org.apache.kafka.clients..",
                        "org.apache.kafka.common..",
                        "org.slf4j..",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }
}
