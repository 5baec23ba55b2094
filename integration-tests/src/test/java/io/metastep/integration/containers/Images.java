package io.metastep.integration.containers;

import io.metastep.integration.harness.Tool;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * The images of the tests, each named by a {@link Variable}. Names that begin with {@code metastep-local/} are made here by {@code deploy/local-images}, since no registry has them.
 */
final class Images {
    private static final String LOCAL = "metastep-local/";
    private static final String DEPLOY = "../deploy/";

    private Images() {}

    /** A broker: {@code METASTEP_KAFKA_IMAGE}. */
    static DockerImageName kafka() {
        return Kafka.NAME;
    }

    /** The product: {@code METASTEP_IMAGE}, or built from this source tree on {@code METASTEP_BASE_IMAGE}. */
    static DockerImageName product() {
        return Product.NAME;
    }

    /** Prometheus: {@code METASTEP_PROMETHEUS_IMAGE}, or the one that {@code compose.yaml} names. */
    static String prometheus() {
        return Prometheus.NAME;
    }

    /** The same image as another tag. */
    static DockerImageName tagged(DockerImageName image, String tag) {
        DockerClientFactory.instance()
                .client()
                .tagImageCmd(image.asCanonicalNameString(), image.getUnversionedPart(), tag)
                .exec();
        return image.withTag(tag);
    }

    /** Runs a script of the deploy folder on what Maven has just built; returns its last line. */
    private static String run(String variables, String... command) {
        List<String> words =
                new ArrayList<>(List.of("env", "METASTEP_NO_BUILD=1", "JAVA_HOME=" + System.getProperty("java.home")));
        if (!variables.isEmpty()) {
            words.add(variables);
        }
        words.add(DEPLOY + command[0]);
        words.addAll(List.of(command).subList(1, command.length));
        String[] lines = Tool.run(words.toArray(String[]::new)).strip().split("\n", -1);
        return lines[lines.length - 1];
    }

    private static final class Kafka {
        private static final String PUBLIC = "apache/kafka";
        private static final DockerImageName NAME = name();

        private static DockerImageName name() {
            String wanted = Variable.value("METASTEP_KAFKA_IMAGE");
            if (wanted.startsWith(LOCAL)) {
                wanted = run("", "local-images", "kafka");
            }
            return DockerImageName.parse(wanted.isEmpty() ? PUBLIC + ":4.3.1" : wanted)
                    .asCompatibleSubstituteFor(PUBLIC);
        }
    }

    private static final class Product {
        private static final DockerImageName NAME = DockerImageName.parse(name());

        private static String name() {
            String ready = Variable.value("METASTEP_IMAGE");
            String base = Variable.value("METASTEP_BASE_IMAGE");
            if (!ready.isEmpty()) {
                return ready;
            }
            if (base.startsWith(LOCAL)) {
                base = run("", "local-images", "jre");
            }
            return run(base.isEmpty() ? "" : "BASE_IMAGE=" + base, "build-image");
        }
    }

    private static final class Prometheus {
        private static final String NAME = name();

        private static String name() {
            String wanted = Variable.value("METASTEP_PROMETHEUS_IMAGE");
            if (wanted.startsWith(LOCAL)) {
                return run("", "local-images", "prometheus");
            }
            return wanted.isEmpty() ? "prom/prometheus:v3.5.0" : wanted;
        }
    }
}
