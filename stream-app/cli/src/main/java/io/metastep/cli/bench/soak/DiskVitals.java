package io.metastep.cli.bench.soak;

import io.metastep.cli.cluster.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** What the application's state takes on disks: its own, and the brokers'. */
record DiskVitals(Admin admin, Path stateFolder) {

    private static final double MEGA = 1e6;

    /** Adds what can be told now. */
    void read(Map<Vital, Double> vitals) {
        vitals.put(Vital.STATE_FOLDER, bytes(stateFolder) / MEGA);
        vitals.put(Vital.CHANGELOGS, changelogBytes() / MEGA);
    }

    private double changelogBytes() {
        double bytes = 0;
        var brokers = Await.result(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .toList();
        for (Map<String, LogDirDescription> broker :
                Await.result(admin.describeLogDirs(brokers).allDescriptions()).values()) {
            for (LogDirDescription folder : broker.values()) {
                for (Map.Entry<TopicPartition, ReplicaInfo> replica :
                        folder.replicaInfos().entrySet()) {
                    bytes += replica.getKey().topic().endsWith("-changelog")
                            ? replica.getValue().size()
                            : 0;
                }
            }
        }
        return bytes;
    }

    /** Files come and go while they are counted. */
    static long bytes(Path folder) {
        AtomicLong bytes = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.get();
    }
}
