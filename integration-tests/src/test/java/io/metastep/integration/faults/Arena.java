package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.BrokerProcesses;
import io.metastep.integration.harness.ChildApplication;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Fleet;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.Instance;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.QuickSettings;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.TopicReader;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.schemas.Topics;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import io.metastep.streams.SettingsBuilder;
import io.metastep.streams.core.Counters.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where one scenario takes place: topics, a fleet of jobs and instances of its own. */
final class Arena implements AutoCloseable {
    static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final int PARTITIONS = 3;
    private static final int JOBS = 6;
    private static final int SMALL = 64;
    private static final int SNAPSHOT_OFTEN = 2;
    private static final int SNAPSHOT_NEVER = 10_000;

    private final Scenario scenario;
    private final @Nullable BrokerProcesses brokers;
    private final Cluster cluster;
    private final SplittableRandom random;
    private final Topics topics;
    private final RawClient client;
    private final List<Fleet> fleets = new ArrayList<>();
    private final Children children = new Children();
    private final List<Instance> left = new ArrayList<>();
    private final Map<String, Path> folders = new HashMap<>();
    private long sent;

    /** @param brokers null where the scenario takes place on the shared broker */
    Arena(Scenario scenario, @Nullable BrokerProcesses brokers) {
        this.scenario = scenario;
        this.brokers = brokers;
        cluster = brokers == null ? Brokers.shared() : Cluster.at(brokers.bootstrapServers());
        random = new SplittableRandom(scenario.toString().hashCode());
        topics = cluster.createTopics(scenario.fault().name(), PARTITIONS);
        cluster.publish(topics, LSTM);
        client = new RawClient(cluster.bootstrapServers(), topics);
        fleets.add(Fleet.onAllPartitions(
                client,
                "fleet",
                LSTM.reference(),
                JOBS,
                scenario.fault().weight().coordinates()));
    }

    /** More jobs, small ones, on that version or channel; before the first steps are sent. */
    void join(String optimizer) {
        fleets.add(Fleet.onAllPartitions(client, "joined", optimizer, PARTITIONS, SMALL));
    }

    Scenario scenario() {
        return scenario;
    }

    Cluster cluster() {
        return cluster;
    }

    /** The brokers that only this scenario uses. */
    BrokerProcesses brokers() {
        if (brokers == null) {
            throw new IllegalStateException(scenario + " takes place on the shared broker");
        }
        return brokers;
    }

    SplittableRandom random() {
        return random;
    }

    Topics topics() {
        return topics;
    }

    RawClient client() {
        return client;
    }

    Children children() {
        return children;
    }

    /** The state folder of the instance of that name. */
    Path folder(String name) {
        return folders.computeIfAbsent(name, unknown -> Folders.temporary("state-" + name + "-"));
    }

    int unrollsPerSnapshot() {
        return scenario.phase() == Phase.DURING_REPLAY ? SNAPSHOT_NEVER : SNAPSHOT_OFTEN;
    }

    /** Sends so many more steps of all jobs. */
    void send(int steps) {
        fleets.forEach(fleet -> fleet.send(sent + 1, sent + steps));
        sent += steps;
    }

    /** Waits until everything that was sent is answered. */
    void awaitAnswers() {
        fleets.forEach(fleet -> fleet.await(sent));
    }

    /** Steps sent so far, of each job. */
    long steps() {
        return sent;
    }

    /** Records sent so far. */
    long records() {
        return sent * (JOBS + PARTITIONS * (fleets.size() - 1L));
    }

    /** Starts an instance in a JVM of its own and returns at once. */
    ChildApplication launch(String name) {
        return launch(name, cluster.bootstrapServers());
    }

    ChildApplication launch(String name, String bootstrapServers) {
        return ChildApplication.launch(
                children,
                scenario.fault().weight().jvm(),
                bootstrapServers,
                topics,
                folder(name),
                scenario.protocol(),
                unrollsPerSnapshot());
    }

    /** Starts an instance in this JVM and waits until it runs. */
    RunningApplication start(String name, Consumer<SettingsBuilder> change) {
        return start(name, cluster.bootstrapServers(), change);
    }

    RunningApplication start(String name, String bootstrapServers, Consumer<SettingsBuilder> change) {
        return RunningApplication.start(Cluster.at(bootstrapServers), topics, settings -> {
            change.accept(QuickSettings.quick(settings)
                    .stateDirectory(folder(name))
                    .groupProtocol(scenario.protocol())
                    .unrollsPerSnapshot(unrollsPerSnapshot()));
        });
    }

    RunningApplication start(String name) {
        return start(name, unchanged -> {});
    }

    /** The instance is there until the end and must be well then. */
    <T extends Instance> T keep(T instance) {
        left.add(instance);
        return instance;
    }

    /** What it has done, for the table. */
    String counts(Instance instance) {
        return "%d steps, %d snapshots, %d replayed of %d records"
                .formatted(
                        instance.counted(Event.STEPS),
                        instance.counted(Event.SNAPSHOTS),
                        instance.counted(Event.REPLAYED),
                        records());
    }

    /** All answered, by those that are left, a few more steps included. */
    Aftermath settle() {
        send(7);
        awaitAnswers();
        return Aftermath.of(
                client,
                published(),
                left,
                QuickSettings.builder(cluster.bootstrapServers(), topics.prefix())
                        .build());
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

    void awaitCount(Instance instance, Event event, long atLeast) {
        Await.until(
                event + " of " + scenario + " reach " + atLeast,
                () -> instance.counted(event) >= atLeast,
                () -> instance.counted(event) + " " + children.reports());
    }

    String reports() {
        return children.reports() + (brokers == null ? "" : brokers.reports());
    }

    @Override
    public void close() {
        left.forEach(Instance::close);
        children.end();
        client.close();
        folders.values().forEach(Folders::empty);
    }
}
