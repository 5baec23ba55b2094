package io.metastep.optimizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.metastep");

    @Test
    void onlyTheJdkSlf4jAndJackson() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jdk.incubator.vector..",
                        "org.slf4j..",
                        "com.fasterxml.jackson..",
                        "org.jspecify.annotations..",
                        "io.metastep.optimizer..")
                .check(CLASSES);
    }

    @Test
    void theIncubatorModuleStaysInItsPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.metastep.optimizer.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.incubator..", "io.metastep.optimizer.vector..")
                .check(CLASSES);
    }
}
