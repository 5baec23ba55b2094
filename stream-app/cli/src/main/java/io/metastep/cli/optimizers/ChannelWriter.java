package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Wire;

/** Moves channels on a cluster. */
final class ChannelWriter {
    private final RecordWriter records;

    ChannelWriter(ClusterSettings cluster) {
        records = new RecordWriter(cluster);
    }

    /** Publishes a channel's next record, and waits until the cluster has it; fails with a {@link CommandFailure} otherwise. */
    void write(OptimizerChannel next) {
        var name = new OptimizerRef.Channel(next.getFamily(), next.getChannel());
        records.write("move", name, Wire.optimizerChannels().encode(next));
    }
}
