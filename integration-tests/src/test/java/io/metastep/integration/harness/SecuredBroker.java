package io.metastep.integration.harness;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker in a process of its own that serves nobody without a password over TLS, and nobody without rights: SASL/SCRAM for
 * clients, certificates of both sides for what the broker says to itself. Every secret contains {@link #SECRET}.
 */
public final class SecuredBroker implements AutoCloseable {
    /** Part of every password. */
    public static final String SECRET = "open-sesame";

    /** Who may do everything. */
    public static final String ROOT = "root";

    private static final int ITERATIONS = 4096;
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Children children = new Children();
    private final Path folder = Folders.temporary("secured-broker-");
    private final Path keys = folder.resolve("keys.p12");
    private final Path certificate = folder.resolve("certificate.pem");
    private final List<Integer> ports = FreePorts.find(3);

    /** Starts it; the users come with passwords, {@link #ROOT} among them. */
    public SecuredBroker(String... users) {
        makeKeys();
        Path properties = Folders.file("secured-broker-", brokerProperties());
        Child broker = children.startMain(
                BrokerMain.class,
                JVM,
                Integer.toString(ports.get(0)),
                folder.resolve("log").toString(),
                "4L6g3nShT-eMCtK--X86sw",
                properties.toString());
        broker.awaitOutput(BrokerMain.READY);
        letIn(users);
    }

    private void makeKeys() {
        String password = Folders.file("password-", SECRET).toString();
        Tool.run(
                keytool(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-validity",
                "30",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass:file",
                password);
        Tool.run(
                keytool(),
                "-exportcert",
                "-rfc",
                "-alias",
                "broker",
                "-keystore",
                keys.toString(),
                "-storepass:file",
                password,
                "-file",
                certificate.toString());
    }

    private static String keytool() {
        return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    }

    private String brokerProperties() {
        return text(own()) + """
                listener.security.protocol.map=CONTROLLER:SSL,INTERNAL:SSL,CLIENTS:SASL_SSL
                listeners=CLIENTS://127.0.0.1:%1$d,INTERNAL://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=CLIENTS://127.0.0.1:%1$d,INTERNAL://127.0.0.1:%2$d
                inter.broker.listener.name=INTERNAL
                controller.quorum.voters=1@127.0.0.1:%3$d
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.clients.scram-sha-512.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.internal.ssl.client.auth=required
                listener.name.controller.ssl.client.auth=required
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:CN=broker;User:%4$s
                """.formatted(ports.get(0), ports.get(1), ports.get(2), ROOT);
    }

    /** How the broker shows who it is. */
    private Map<String, String> own() {
        Map<String, String> properties = new HashMap<>(trust());
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.location", keys.toString());
        properties.put("ssl.keystore.password", SECRET);
        properties.put("ssl.key.password", SECRET);
        return properties;
    }

    private Map<String, String> trust() {
        return Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", certificate.toString());
    }

    private void letIn(String... users) {
        Map<String, Object> config = new HashMap<>(own());
        config.put("bootstrap.servers", "127.0.0.1:" + ports.get(1));
        config.put("security.protocol", "SSL");
        try (Admin admin = Admin.create(config)) {
            List<UserScramCredentialAlteration> passwords = List.of(users).stream()
                    .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password(user)))
                    .toList();
            admin.alterUserScramCredentials(passwords)
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static String password(String user) {
        return SECRET + "-of-" + user;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.get(0);
    }

    /** What a client of Kafka needs to come as this user. */
    public Map<String, String> credentials(String user) {
        Map<String, String> properties = new HashMap<>(trust());
        properties.put("bootstrap.servers", bootstrapServers());
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password(user)));
        return properties;
    }

    /** The same as a file for {@code --config}. */
    public Path config(String user) {
        return Folders.file("config-", text(credentials(user)));
    }

    /** The same with a password that is not the user's. */
    public Path wrongConfig(String user) {
        return Folders.file("config-", text(credentials(user)).replace(password(user), password("nobody")));
    }

    /** Who signed what the broker shows, as text. */
    public Path certificate() {
        return certificate;
    }

    private static String text(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** What it printed. */
    public String report() {
        return children.reports();
    }

    @Override
    public void close() {
        children.end();
        Folders.empty(folder);
    }
}
