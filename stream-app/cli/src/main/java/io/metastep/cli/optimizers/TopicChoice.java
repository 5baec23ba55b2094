package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The optimizers topic of a cluster where options name one; without any of them no cluster is asked. */
final class TopicChoice {

    /** For help. */
    static final String HEADING = "%nCluster; without any of these options none is asked:%n";

    private TopicChoice() {}

    /**
     * The topic, or nothing if there are no options. Before a cluster is asked it fails with a {@link CommandFailure} that lists all
     * problems, those found before included; and then if the cluster does not answer.
     */
    static Optional<OptimizersTopic> read(@Nullable ClusterOptions options, Problems problems) {
        if (options == null) {
            return Optional.empty();
        }
        ClusterSettings cluster = options.settings(problems);
        problems.throwIfAny();
        return Optional.of(OptimizersTopic.read(cluster.requireReachable()));
    }
}
