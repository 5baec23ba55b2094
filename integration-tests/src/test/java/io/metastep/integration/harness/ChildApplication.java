package io.metastep.integration.harness;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.metastep.schemas.Topics;
import io.metastep.streams.GroupProtocol;
import io.metastep.streams.core.Counters.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** The application as {@link ApplicationMain} in a JVM of its own, watched through one lasting JMX connection. */
public final class ChildApplication implements Instance {
    /** Starts soon and computes slowly: a replay of few coordinates takes long enough to be met. */
    public static final List<String> LIGHT = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Computes as fast as the machine can. */
    public static final List<String> FAST =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector");

    /** It would go on asking after those that were killed, and complain. */
    private static final Map<String, Object> NO_HEARTBEAT = Map.of("jmx.remote.x.client.connection.check.period", 0L);

    /** The bean of the whole client; those of threads and tasks have further keys. */
    private static final String CLIENT = "kafka.streams:type=stream-metrics,client-id=*";

    private final Child child;
    private @Nullable JMXConnector connector;

    private ChildApplication(Child child) {
        this.child = child;
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
        String attribute = event.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total";
        return largest(read("kafka.streams:type=metastep-metrics,*", attribute));
    }

    @Override
    public int aliveThreads() {
        return (int) largest(read(CLIENT, "alive-stream-threads"));
    }

    /** All tasks tell the numbers of the instance. */
    private static long largest(List<Object> values) {
        return values.stream()
                .mapToLong(value -> ((Number) value).longValue())
                .max()
                .orElse(0);
    }

    @Override
    public boolean isRunning() {
        return child.isAlive() && read(CLIENT, "state").contains("RUNNING");
    }

    /** What the beans say; nothing while there are none, or the process is busy starting. */
    private List<Object> read(String beans, String attribute) {
        try {
            MBeanServerConnection connection = connection();
            List<Object> values = new ArrayList<>();
            for (ObjectName name : connection.queryNames(new ObjectName(beans), null)) {
                AttributeList found = connection.getAttributes(name, new String[] {attribute});
                found.asList().forEach(one -> values.add(one.getValue()));
            }
            return values;
        } catch (AttachNotSupportedException | IOException | JMException e) {
            if (!child.isAlive()) {
                throw new AssertionError("No metrics of " + child.report(), e);
            }
            return List.of();
        }
    }

    @SuppressWarnings("BanJNDI") // The other side is our own child.
    private MBeanServerConnection connection() throws AttachNotSupportedException, IOException {
        JMXConnector known = connector;
        if (known == null) {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(child.pid()));
            try {
                known = JMXConnectorFactory.connect(
                        new JMXServiceURL(machine.startLocalManagementAgent()), NO_HEARTBEAT);
            } finally {
                machine.detach();
            }
            connector = known;
        }
        return known.getMBeanServerConnection();
    }

    @Override
    public void close() {
        if (child.isAlive()) {
            child.terminate();
        }
    }
}
