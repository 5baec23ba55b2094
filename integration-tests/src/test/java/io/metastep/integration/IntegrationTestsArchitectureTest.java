package io.metastep.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegrationTestsArchitectureTest {
    private final JavaClasses ours = new ClassFileImporter().importPackages("io.metastep.integration");

    @Test
    void nothingSleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(ours);
    }

    @Test
    void nothingDrawsUnseededRandomness() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..jmh_generated..")
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(ours);
    }

    @Test
    void theHarnessDoesNotKnowTheTests() {
        noClasses()
                .that()
                .resideInAPackage("..harness..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.metastep.integration")
                .check(ours);
    }
}
