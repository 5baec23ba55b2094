package io.metastep.integration.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;

/** The container engine, if there is one. */
final class Engine {
    private static final String VARIABLE = "METASTEP_CONTAINERS";
    private static final String REQUIRED = "required";
    private static final String NONE = "none";
    private static final String MISSING =
            "No container engine answers, or DOCKER_HOST does not say where it is; .ci/with-containers starts one. With "
                    + VARIABLE + "=" + NONE + " none is asked.";

    private Engine() {}

    /** Whether there is one; fails if there is none and {@code METASTEP_CONTAINERS=required}. */
    static boolean isThere() {
        String wanted = Variable.value(VARIABLE);
        if (NONE.equals(wanted)) {
            return false;
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return true;
        }
        if (REQUIRED.equals(wanted)) {
            throw new AssertionError(MISSING + " " + VARIABLE + "=" + REQUIRED + " forbids to skip these tests.");
        }
        return false;
    }

    /** Skips the test where there is none. */
    static void assumeThere() {
        assumeTrue(isThere(), MISSING);
    }
}
