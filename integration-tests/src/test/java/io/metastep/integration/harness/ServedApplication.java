package io.metastep.integration.harness;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.CoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * {@code metastep serve} in a JVM of its own, with its defaults but for shorter timeouts of what a killed process leaves
 * behind; its metrics are read through JMX.
 */
public final class ServedApplication {
    /** Steps of an unroll. */
    public static final int UNROLL_LENGTH = CoreSettings.DEFAULTS.unrollLength();

    /** Steps from one snapshot of a block to the next. */
    public static final int SNAPSHOT_STEPS = UNROLL_LENGTH * CoreSettings.DEFAULTS.unrollsPerSnapshot();

    private static final String CONFIG = """
            main.consumer.session.timeout.ms=6000
            main.consumer.heartbeat.interval.ms=1000
            producer.transaction.timeout.ms=10000
            """;

    private final Child child;

    private ServedApplication(Child child) {
        this.child = child;
    }

    /** Starts it on that folder, with further options, and waits until it says that it runs. */
    public static ServedApplication start(
            Children children, Cluster cluster, Topics topics, Path state, String... options) {
        List<String> arguments =
                new ArrayList<>(arguments(cluster.bootstrapServers(), topics, state.toString(), config().toString()));
        arguments.addAll(List.of(options));
        Child child = children.start(arguments.toArray(String[]::new));
        child.awaitOutput("Running:");
        return new ServedApplication(child);
    }

    /** The verb and its options; state and configuration are paths where it runs. */
    public static List<String> arguments(String servers, Topics topics, String state, String config) {
        return List.of(
                "serve",
                "--bootstrap-servers",
                servers,
                "--prefix",
                topics.prefix(),
                "--application-id",
                topics.prefix(),
                "--state-dir",
                state,
                "--config",
                config);
    }

    /** The process. */
    public Child child() {
        return child;
    }

    /** A file for {@code --config} with the shorter timeouts. */
    public static Path config() {
        return Folders.file("serve-", CONFIG);
    }

    /** SIGTERM; returns the exit code. */
    public int terminate() {
        return child.terminate();
    }

    /** SIGKILL, and wait for the end. */
    public void kill() {
        child.kill();
    }

    /** What the application counted since its start, by the name of the metric without {@code -total}. */
    @SuppressWarnings("BanJNDI") // The other side is our own child.
    public long counted(String event) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(child.pid()));
            try (JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
                return counted(connector.getMBeanServerConnection(), event);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException | JMException e) {
            throw new AssertionError("No metrics of " + child.report(), e);
        }
    }

    private static long counted(MBeanServerConnection beans, String event) throws IOException, JMException {
        long most = 0;
        for (ObjectName task : beans.queryNames(new ObjectName("kafka.streams:type=metastep-metrics,*"), null)) {
            most = Math.max(most, ((Number) beans.getAttribute(task, event + "-total")).longValue());
        }
        return most;
    }
}
