package io.metastep.integration.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One node of a cluster of processes. It has a listener that clients reach directly and one that they reach through a
 * {@link TcpProxy} only.
 */
public final class BrokerNode {
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Children children;
    private final String clusterId;
    private final int id;
    private final int port;
    private final Path folder;
    private final Path properties;
    private final TcpProxy proxy;
    private Child child;

    BrokerNode(Children children, String clusterId, int id, List<Integer> ports, Map<String, String> ofCluster) {
        this.children = children;
        this.clusterId = clusterId;
        this.id = id;
        this.port = ports.get(0);
        this.folder = Folders.temporary("broker-" + id + "-");
        this.proxy = TcpProxy.to(ports.get(1));
        this.properties = Folders.file("broker-", text(ofCluster) + own(ports));
        this.child = launch();
    }

    private static String text(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private String own(List<Integer> ports) {
        return """
                node.id=%d
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT
                listeners=PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d
                """.formatted(id, port, ports.get(1), ports.get(2), port, proxy.port());
    }

    private Child launch() {
        return children.startMain(
                BrokerMain.class, JVM, Integer.toString(port), folder.toString(), clusterId, properties.toString());
    }

    public int id() {
        return id;
    }

    /** Where clients reach it directly. */
    String address() {
        return "127.0.0.1:" + port;
    }

    public TcpProxy proxy() {
        return proxy;
    }

    public Child child() {
        return child;
    }

    /** Starts it again on its folder, after it ended. */
    public void restart() {
        child = launch();
        awaitReady();
    }

    void awaitReady() {
        child.awaitOutput(BrokerMain.READY);
    }

    void close() {
        proxy.close();
        child.kill();
        Folders.empty(folder);
    }
}
