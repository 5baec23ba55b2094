package io.metastep.cli.bench.soak;

import io.metastep.cli.cluster.TopicBytes;
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

/** What the application's state takes on disks: its own, and the brokers'. */
record DiskVitals(Admin admin, Path stateFolder) {

    private static final double MEGA = 1e6;

    /** Adds what can be told now. */
    void read(Map<Vital, Double> vitals) {
        vitals.put(Vital.STATE_FOLDER, bytes(stateFolder) / MEGA);
        vitals.put(Vital.CHANGELOGS, changelogBytes() / MEGA);
    }

    private double changelogBytes() {
        return TopicBytes.of(admin).entrySet().stream()
                .filter(topic -> topic.getKey().endsWith("-changelog"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
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
