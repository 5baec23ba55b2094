package io.metastep.integration.faults;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.BrokerProcesses;
import io.metastep.integration.harness.ChildApplication;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.Instance;
import io.metastep.integration.harness.QuickSettings;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.schemas.Topics;
import io.metastep.streams.SettingsBuilder;
import io.metastep.streams.core.Counters.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where one scenario takes place: topics, a fleet of jobs and instances of its own. */
final class Arena implements AutoCloseable {
    private static final int SNAPSHOT_OFTEN = 2;
    private static final int SNAPSHOT_NEVER = 10_000;

    private final Scenario scenario;
    private final @Nullable BrokerProcesses brokers;
    private final SplittableRandom random;
    private final Workload workload;
    private final Children children = new Children();
    private final List<Instance> left = new ArrayList<>();
    private final Map<String, Path> folders = new HashMap<>();

    /** @param brokers null where the scenario takes place on the shared broker */
    Arena(Scenario scenario, @Nullable BrokerProcesses brokers) {
        this.scenario = scenario;
        this.brokers = brokers;
        random = new SplittableRandom(scenario.toString().hashCode());
        workload = new Workload(
                brokers == null ? Brokers.shared() : Cluster.at(brokers.bootstrapServers()),
                scenario.fault().name(),
                scenario.fault().weight().coordinates());
    }

    /** More jobs, small ones, on that version or channel; before the first steps are sent. */
    void join(String optimizer) {
        workload.join(optimizer);
    }

    Scenario scenario() {
        return scenario;
    }

    Cluster cluster() {
        return workload.cluster();
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
        return workload.topics();
    }

    RawClient client() {
        return workload.client();
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
        workload.send(steps);
    }

    /** Waits until everything that was sent is answered. */
    void awaitAnswers() {
        workload.awaitAnswers();
    }

    /** Steps sent so far, of each job. */
    long steps() {
        return workload.steps();
    }

    /** Records sent so far. */
    long records() {
        return workload.records();
    }

    /** Starts an instance in a JVM of its own and returns at once. */
    ChildApplication launch(String name) {
        return launch(name, cluster().bootstrapServers());
    }

    ChildApplication launch(String name, String bootstrapServers) {
        return ChildApplication.launch(
                children,
                scenario.fault().weight().jvm(),
                bootstrapServers,
                topics(),
                folder(name),
                scenario.protocol(),
                unrollsPerSnapshot());
    }

    /** Starts an instance in this JVM and waits until it runs. */
    RunningApplication start(String name, Consumer<SettingsBuilder> change) {
        return start(name, cluster().bootstrapServers(), change);
    }

    RunningApplication start(String name, String bootstrapServers, Consumer<SettingsBuilder> change) {
        return RunningApplication.start(Cluster.at(bootstrapServers), topics(), settings -> {
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
        return workload.settle(
                left,
                QuickSettings.builder(cluster().bootstrapServers(), topics().prefix())
                        .build());
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
        workload.close();
        folders.values().forEach(Folders::empty);
    }
}
