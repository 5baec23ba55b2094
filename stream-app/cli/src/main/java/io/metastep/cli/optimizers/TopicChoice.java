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
     * The topic, or nothing if there are no options; fails with a {@link CommandFailure} for problems, those found before included,
     * and if the cluster does not answer.
     */
    static Optional<OptimizersTopic> read(@Nullable ClusterOptions options, Problems problems) {
        Optional<ClusterSettings> cluster = Optional.ofNullable(options).map(given -> given.settings(problems));
        problems.throwIfAny();
        return cluster.map(ClusterSettings::requireReachable).map(OptimizersTopic::read);
    }
}
