package io.metastep.integration.harness;

import io.metastep.schemas.Topics;
import io.metastep.streams.GroupProtocol;
import io.metastep.streams.core.Counters.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The application as {@link ApplicationMain} in a JVM of its own, watched through JMX. */
public final class ChildApplication implements Instance {
    /** Starts soon and computes slowly: a replay of few coordinates takes long enough to be met. */
    public static final List<String> LIGHT = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Computes as fast as the machine can. */
    public static final List<String> FAST =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector");

    private final Child child;
    private final ApplicationBeans beans;

    private ChildApplication(Child child) {
        this.child = child;
        beans = new ApplicationBeans(child::management, child::isAlive, child::report);
    }

    /** Starts it and returns at once. */
    public static ChildApplication launch(
            Children children,
            List<String> jvm,
            String bootstrapServers,
            Topics topics,
            Path state,
            GroupProtocol protocol,
            int unrollsPerSnapshot) {
        return new ChildApplication(children.startMain(
                ApplicationMain.class,
                jvm,
                bootstrapServers,
                topics.prefix(),
                state.toString(),
                protocol.name().toLowerCase(Locale.ROOT),
                Integer.toString(unrollsPerSnapshot)));
    }

    /** Waits until it says that it runs. */
    public ChildApplication awaitRunning() {
        child.awaitOutput("Running:");
        return this;
    }

    public Child child() {
        return child;
    }

    @Override
    public long counted(Event event) {
        return beans.counted(event);
    }

    @Override
    public int aliveThreads() {
        return beans.aliveThreads();
    }

    @Override
    public boolean isRunning() {
        return beans.isRunning();
    }

    @Override
    public void close() {
        if (child.isAlive()) {
            child.terminate();
        }
    }
}
