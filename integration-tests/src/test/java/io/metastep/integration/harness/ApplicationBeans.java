package io.metastep.integration.harness;

import com.sun.tools.attach.AttachNotSupportedException;
import io.metastep.streams.core.Counters.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** What an application in another JVM says of itself, through one lasting JMX connection. */
public final class ApplicationBeans {
    /** It would go on asking after those that were killed, and complain. */
    private static final Map<String, Object> NO_HEARTBEAT = Map.of("jmx.remote.x.client.connection.check.period", 0L);

    /** The bean of the whole client; those of threads and tasks have further keys. */
    private static final String CLIENT = "kafka.streams:type=stream-metrics,client-id=*";

    private final Address address;
    private final BooleanSupplier isAlive;
    private final Supplier<String> report;
    private @Nullable JMXConnector connector;

    /** Finds out where to connect. */
    @FunctionalInterface
    public interface Address {
        JMXServiceURL find() throws IOException, AttachNotSupportedException;
    }

    /**
     * Beans that are connected to when they are first asked.
     *
     * @param isAlive whether the JVM is there; of one that is not, questions fail with the report
     */
    public ApplicationBeans(Address address, BooleanSupplier isAlive, Supplier<String> report) {
        this.address = address;
        this.isAlive = isAlive;
        this.report = report;
    }

    /** How often that happened since its start. */
    public long counted(Event event) {
        String attribute = event.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total";
        return largest(read("kafka.streams:type=metastep-metrics,*", attribute));
    }

    public int aliveThreads() {
        return (int) largest(read(CLIENT, "alive-stream-threads"));
    }

    public boolean isRunning() {
        return isAlive.getAsBoolean() && read(CLIENT, "state").contains("RUNNING");
    }

    /** All tasks tell the numbers of the instance. */
    private static long largest(List<Object> values) {
        return values.stream()
                .mapToLong(value -> ((Number) value).longValue())
                .max()
                .orElse(0);
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
            if (!isAlive.getAsBoolean()) {
                throw new AssertionError("No metrics of " + report.get(), e);
            }
            return List.of();
        }
    }

    @SuppressWarnings("BanJNDI") // The other side is our own child.
    private MBeanServerConnection connection() throws AttachNotSupportedException, IOException {
        JMXConnector known = connector;
        if (known == null) {
            known = JMXConnectorFactory.connect(address.find(), NO_HEARTBEAT);
            connector = known;
        }
        return known.getMBeanServerConnection();
    }
}
