package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The REF of these verbs. */
final class References {

    static final String DESCRIPTION =
            "FAMILY or FAMILY@VERSION of a shipped optimizer, or an optimizer file; with --bootstrap-servers"
                    + " FAMILY@VERSION or FAMILY#CHANNEL on the cluster (FAMILY is its stable channel).";

    private References() {}

    /** The optimizer that is meant; fails with a {@link CommandFailure} that lists all problems, those found before included. */
    static Found find(String reference, @Nullable ClusterOptions cluster, Problems problems) {
        Optional<OptimizersTopic> topic = TopicChoice.read(cluster, problems);
        Optional<Found> found = problems.check(() -> Found.of(reference, topic));
        problems.throwIfAny();
        return found.orElseThrow();
    }
}
