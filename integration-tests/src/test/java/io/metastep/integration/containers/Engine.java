package io.metastep.integration.containers;

import static org.junit.jupiter.api.Assumptions.abort;

import org.testcontainers.DockerClientFactory;

/** The container engine, if there is one. */
final class Engine {
    private static final String VARIABLE = "METASTEP_CONTAINERS";
    private static final String REQUIRED = "required";

    private Engine() {}

    /** Skips the test where there is none, or fails where {@code METASTEP_CONTAINERS=required}. */
    static void assumeThere() {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return;
        }
        String missing =
                "No container engine answers, or DOCKER_HOST does not say where it is; .ci/with-containers starts one.";
        if (REQUIRED.equals(Variable.value(VARIABLE))) {
            throw new AssertionError(missing + " " + VARIABLE + "=" + REQUIRED + " forbids to skip these tests.");
        }
        abort(missing);
    }
}
