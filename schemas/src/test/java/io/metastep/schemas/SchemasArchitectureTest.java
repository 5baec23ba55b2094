package io.metastep.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class SchemasArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(location -> location.contains("/classes/") && !location.contains("/test-classes/"))
            .importPackages("io.metastep.schemas");

    @Test
    void theContractDependsOnAvroAndOnTheJacksonThatComesWithIt() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.metastep.schemas",
                        "java..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..")
                .check(OURS);
    }

    @Test
    void everythingIsInOnePackage() {
        classes().should().resideInAPackage("io.metastep.schemas").check(OURS);
    }
}
