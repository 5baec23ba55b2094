package io.metastep.ops;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OpsArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.metastep.ops");

    @Test
    void onlyTheServerKnowsTheWebServer() {
        noClasses()
                .that()
                .doNotHaveSimpleName("OpsServer")
                .and()
                .doNotHaveSimpleName("EventStreams")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javalin..")
                .check(OURS);
    }

    @Test
    void onlyTheFeedOfThePageKnowsKafka() {
        noClasses()
                .that()
                .resideInAPackage("io.metastep.ops.page")
                .and()
                .doNotHaveSimpleName("FleetFeed")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(OURS);
    }

    @Test
    void onlyTheMetricsKnowTheirRegistry() {
        noClasses()
                .that()
                .doNotHaveSimpleName("InstanceMetrics")
                .and()
                .doNotHaveSimpleName("ProcessMetrics")
                .and()
                .doNotHaveSimpleName("StoreTags")
                .and()
                .doNotHaveSimpleName("FleetGauges")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(OURS);
    }
}
