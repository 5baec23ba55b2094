package io.metastep.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CliArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.metastep.cli");

    @Test
    void theTerminalKnowsNothingOfKafkaOrOfUs() {
        noClasses()
                .that()
                .resideInAPackage("io.metastep.cli.terminal")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.metastep.schemas..",
                        "io.metastep.client..",
                        "io.metastep.streams..",
                        "io.metastep.optimizer..")
                .check(CLASSES);
    }

    @Test
    void arraysOfNumpyNeedTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.metastep.cli.numpy")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.metastep.cli.numpy")
                .check(CLASSES);
    }

    @Test
    void onlyTheEmbeddedBrokerTouchesKafkasServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.metastep.cli.broker")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
                .check(CLASSES);
    }

    @Test
    void nothingTouchesTheIncubatorModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(CLASSES);
    }

    @Test
    void theDemoMayTrainAndServeAndOtherVerbsKnowNobody() {
        slices().matching(
                        "io.metastep.cli.(bench|evaluation|explain|pilot|metatraining|optimizers|replay|serve|shadow|cluster|broker)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("io.metastep.cli.serve"), resideInAPackage("io.metastep.cli.cluster"))
                .ignoreDependency(resideInAPackage("io.metastep.cli.replay"), resideInAPackage("io.metastep.cli.serve"))
                .ignoreDependency(
                        resideInAPackage("io.metastep.cli.replay"), resideInAPackage("io.metastep.cli.cluster"))
                .ignoreDependency(
                        resideInAPackage("io.metastep.cli.shadow"), resideInAPackage("io.metastep.cli.cluster"))
                .ignoreDependency(
                        resideInAPackage("io.metastep.cli.bench.."), resideInAPackage("io.metastep.cli.cluster"))
                .ignoreDependency(
                        resideInAPackage("io.metastep.cli.optimizers"), resideInAPackage("io.metastep.cli.cluster"))
                .ignoreDependency(
                        resideInAPackage("io.metastep.cli.optimizers"), resideInAPackage("io.metastep.cli.explain"))
                .check(CLASSES);
    }
}
