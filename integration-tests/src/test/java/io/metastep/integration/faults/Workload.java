package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Fleet;
import io.metastep.integration.harness.Instance;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.TopicReader;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.schemas.Topics;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import io.metastep.streams.ApplicationSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Six jobs on three partitions of topics of their own, whatever answers them. */
public final class Workload implements AutoCloseable {
    static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final int PARTITIONS = 3;
    private static final int JOBS = 6;
    private static final int SMALL = 64;
    private static final int LAST_STEPS = 7;

    private final Cluster cluster;
    private final Topics topics;
    private final RawClient client;
    private final List<Fleet> fleets = new ArrayList<>();
    private long sent;

    /** @param coordinates of the one block of each job */
    Workload(Cluster cluster, String name, int coordinates) {
        this.cluster = cluster;
        topics = cluster.createTopics(name, PARTITIONS);
        cluster.publish(topics, LSTM);
        client = new RawClient(cluster.bootstrapServers(), topics);
        fleets.add(Fleet.onAllPartitions(client, "fleet", LSTM.reference(), JOBS, coordinates));
    }

    /** With small blocks. */
    public Workload(Cluster cluster, String name) {
        this(cluster, name, SMALL);
    }

    /** More jobs, small ones, on that version or channel; before the first steps are sent. */
    void join(String optimizer) {
        fleets.add(Fleet.onAllPartitions(client, "joined", optimizer, PARTITIONS, SMALL));
    }

    Cluster cluster() {
        return cluster;
    }

    public Topics topics() {
        return topics;
    }

    RawClient client() {
        return client;
    }

    /** Sends so many more steps of all jobs. */
    public void send(int steps) {
        fleets.forEach(fleet -> fleet.send(sent + 1, sent + steps));
        sent += steps;
    }

    /** Waits until everything that was sent is answered. */
    public void awaitAnswers() {
        fleets.forEach(fleet -> fleet.await(sent));
    }

    /** Steps sent so far, of each job. */
    long steps() {
        return sent;
    }

    /** Records sent so far. */
    public long records() {
        return sent * (JOBS + PARTITIONS * (fleets.size() - 1L));
    }

    /** Records answered so far. */
    public long answered() {
        return client.updates().size();
    }

    /** A few more steps, and what is found once all are answered. */
    Aftermath settle(List<Instance> left, ApplicationSettings settings) {
        send(LAST_STEPS);
        awaitAnswers();
        awaitLog();
        return Aftermath.of(client, published(), left, settings);
    }

    /**
     * Sees that nothing was lost: takes a few more steps and checks every guarantee.
     *
     * @param left the instances that run in the end
     * @param settings theirs, as far as answers depend on them
     */
    public void check(List<Instance> left, ApplicationSettings settings) {
        Guarantees.check(settle(left, settings));
    }

    /** A broker that was cut off takes itself for the leader until it hears of another, and shows readers the end that it knew. */
    private void awaitLog() {
        Await.until(
                records() + " gradients in the log as it is read",
                () -> client.gradients() >= records(),
                () -> client.gradients());
    }

    /** All versions on the optimizers topic. */
    private Map<String, OptimizerFile> published() {
        Map<String, OptimizerFile> files = new HashMap<>();
        try (TopicReader reader = new TopicReader(cluster.bootstrapServers(), topics.optimizers())) {
            for (ConsumerRecord<byte[], byte[]> logged : reader.toEnd()) {
                String key = new String(logged.key(), StandardCharsets.UTF_8);
                if (key.contains("@")) {
                    files.put(key, file(logged.value()));
                }
            }
        }
        return files;
    }

    private static OptimizerFile file(byte[] version) {
        try {
            ByteBuffer content = Wire.optimizerVersions().decode(version).getContent();
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return OptimizerFile.read(bytes);
        } catch (WireException | OptimizerFileException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
