package io.metastep.streams;

import java.util.List;

/**
 * What the application would say to cluster and topics at its start.
 *
 * @param partitions of the gradients topic, 0 if there is none
 * @param problems that keep it from starting, each with what to do
 * @param warnings that do not, each with what to do
 */
public record Checkup(int partitions, List<String> problems, List<String> warnings) {
    public Checkup {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * Asks the cluster; changes nothing.
     *
     * @throws StartupException UNREACHABLE or FORBIDDEN
     */
    public static Checkup of(ApplicationSettings settings) {
        try (Cluster cluster = Cluster.connect(settings)) {
            return new Preflight(cluster, settings).examine();
        } catch (StartupException e) {
            if (e.kind() == StartupException.Kind.MISSING_TOPICS) {
                return new Checkup(0, e.problems(), List.of());
            }
            throw e;
        }
    }
}
