package io.metastep.cli.bench.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.metastep.cli.CommandFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM of this user tells of itself. */
final class ProcessVitals implements AutoCloseable {

    private static final double MEGA = 1e6;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private ProcessVitals(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        beans = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // The other side is our own child.
    static ProcessVitals of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new ProcessVitals(
                        pid, JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw CommandFailure.failed("The application tells nothing of itself: " + e.getMessage());
        }
    }

    /** Adds what can be told now. */
    void read(Map<Vital, Double> vitals) {
        try {
            vitals.put(Vital.HEAP, heapAfterCollection() / MEGA);
            vitals.put(Vital.THREADS, (double) bean(ThreadMXBean.class).getThreadCount());
            for (var system : ManagementFactory.getPlatformMXBeans(beans, UnixOperatingSystemMXBean.class)) {
                vitals.put(Vital.OPEN_FILES, (double) system.getOpenFileDescriptorCount());
            }
            readResident(vitals);
        } catch (IOException e) {
            throw CommandFailure.failed("The application tells nothing of itself any more: " + e.getMessage());
        }
    }

    private <T extends PlatformManagedObject> T bean(Class<T> type) throws IOException {
        return ManagementFactory.getPlatformMXBean(beans, type);
    }

    /** What the last collection of each pool left: the rest is garbage, or has yet to be looked at. */
    private double heapAfterCollection() throws IOException {
        double used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class)) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            used += left == null ? 0 : left.getUsed();
        }
        return used;
    }

    /** Linux tells it, others do not. */
    private void readResident(Map<Vital, Double> vitals) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (Files.isReadable(status)) {
            Matcher resident = RESIDENT.matcher(Files.readString(status));
            if (resident.find()) {
                vitals.put(Vital.RESIDENT, Long.parseLong(resident.group(1)) * 1024 / MEGA);
            }
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
