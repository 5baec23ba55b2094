package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;

/** Publishes versions of optimizers on a cluster; never another one under a number that is taken. */
final class VersionWriter {
    private final RecordWriter records;
    private final OptimizersTopic topic;

    VersionWriter(ClusterSettings cluster, OptimizersTopic topic) {
        this.records = new RecordWriter(cluster);
        this.topic = topic;
    }

    /**
     * Publishes it, unless it is there; fails with a {@link CommandFailure} if another one has its number.
     *
     * @return whether it was not there
     */
    boolean write(OptimizerFile file) {
        var name = new OptimizerRef.Version(file.family(), file.version());
        OptimizersTopic.Version there = topic.find(name).orElse(null);
        if (there == null) {
            requireFree(name);
            ByteBuffer content = ByteBuffer.wrap(file.write());
            String parent = file.provenance().parent();
            var version =
                    new OptimizerVersion(file.family(), file.version(), content, parent.isEmpty() ? null : parent);
            records.write("publish", name, Wire.optimizerVersions().encode(version));
            return true;
        }
        if (!there.file().checksum().equals(file.checksum())) {
            throw CommandFailure.usage(
                    "%s is on the cluster already and is another optimizer (checksum %s there, %s in the file). %s"
                            .formatted(name, start(there.file()), start(file), advice()));
        }
        return false;
    }

    private static String start(OptimizerFile file) {
        return file.checksum().substring(0, 12) + "…";
    }

    /** What cannot be read here may be what others run. */
    private void requireFree(OptimizerRef.Version name) {
        topic.problem(name).ifPresent(problem -> {
            throw CommandFailure.usage(
                    "There is a record of that number: %s. %s".formatted(Printable.of(problem), advice()));
        });
    }

    private static String advice() {
        return "A published version never changes; give this one another number: export it as .npz, then import that with --number";
    }
}
