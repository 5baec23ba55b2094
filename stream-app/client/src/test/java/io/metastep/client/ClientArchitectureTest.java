package io.metastep.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ClientArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.metastep.client");

    @Test
    void theClientDependsOnKafkasClientsAndTheContractOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.metastep.client",
                        "io.metastep.schemas",
                        "java..",
                        "org.apache.kafka.clients..",
                        "org.apache.kafka.common..",
                        "org.apache.avro..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(OURS);
    }

    @Test
    void theStateOfAJobKnowsNoKafkaClient() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("OpenJob")
                .or()
                .haveSimpleNameStartingWith("PendingStep")
                .or()
                .haveSimpleNameStartingWith("StepAssembly")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients..")
                .check(OURS);
    }
}
