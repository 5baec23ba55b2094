package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.serve.Application;
import io.metastep.client.ClientSettings;
import io.metastep.client.MetastepClient;
import io.metastep.metalearner.kafka.LearnerConnection;
import io.metastep.schemas.Topics;
import io.metastep.streams.Checkup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Configuration that is wrong in every way that people find, with everything logged that anybody logs: no password is shown. {@code
 * SecuredIT} does the same where things go well, and with passwords that are not the brokers'.
 */
class SecretsTest {

    private static final String SECRET = "open-sesame";
    private static final String NOBODY = "bootstrap.servers=127.0.0.1:1\n";
    private static final String SASL = NOBODY + "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\n";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final StringWriter printed = new StringWriter();

    private final Path folder;

    SecretsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void listenToEverything() {
        root.iteratorForAppenders().forEachRemaining(usual::add);
        usual.forEach(root::detachAppender);
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void listenAsUsual() {
        root.setLevel(level);
        root.detachAppender(log);
        usual.forEach(root::addAppender);
    }

    @Test
    void wrongConfigurationIsSaidWithoutSecrets() throws IOException, GeneralSecurityException {
        for (Map.Entry<String, String> wrong : wrongConfigurations().entrySet()) {
            assertNoSecrets(wrong.getKey(), wrong.getValue(), "topics", "create");
        }
    }

    @Test
    void neitherApplicationNorLearnerNorJobShowsOne() throws IOException, GeneralSecurityException {
        for (String wrong : List.of("no equals sign", "another store's password")) {
            String properties = Objects.requireNonNull(wrongConfigurations().get(wrong));
            assertNoSecrets(wrong, properties, "serve");
            assertNoSecrets(wrong, properties, "learn");
            assertNoSecrets(wrong, properties, "train", "quadratic");
        }
    }

    private void assertNoSecrets(String about, String properties, String... verb) throws IOException {
        Path config = Files.writeString(folder.resolve("client.properties"), properties);
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of("--config", config.toString()));
        assertThat(run(arguments)).as(about).isEqualTo(ExitCode.USAGE);
        assertThat(everything()).as(about).contains("--config: ");
        assertNoSecrets(about);
    }

    /** By what is wrong. */
    private Map<String, String> wrongConfigurations() throws IOException, GeneralSecurityException {
        Path store = store();
        Map<String, String> wrong = new HashMap<>();
        wrong.put("no semicolon", SASL + jaas("required username=\"u\" password=\"" + SECRET + "\""));
        wrong.put("no equals sign", SASL + jaas("required username=\"u\" password \"" + SECRET + "\";"));
        wrong.put("no flag", SASL + jaas("username=\"u\" password=\"" + SECRET + "\";"));
        wrong.put("a password in the flag's place", SASL + jaas("\"" + SECRET + "\" required;"));
        wrong.put("no module", SASL + "sasl.jaas.config=password=\"" + SECRET + "\";\n");
        wrong.put(
                "lines that do not go on",
                SASL + "sasl.jaas.config=" + MODULE + " required\n username=\"u\"\n password=\"" + SECRET + "\";\n");
        wrong.put("no such module", SASL + "sasl.jaas.config=Nothing required password=\"" + SECRET + "\";\n");
        wrong.put(
                "another store's password",
                SASL + jaas("required username=\"u\" password=\"" + SECRET + "\";") + "ssl.truststore.type=PKCS12\n"
                        + "ssl.truststore.location=" + store + "\nssl.truststore.password=" + SECRET + "-another\n");
        wrong.put(
                "no such store",
                NOBODY + "security.protocol=SSL\nssl.keystore.location=/none.p12\nssl.keystore.password=" + SECRET
                        + "\nssl.key.password=" + SECRET + "\n");
        wrong.put(
                "a broken key",
                NOBODY + "security.protocol=SSL\nssl.keystore.type=PEM\nssl.keystore.key=-----BEGIN PRIVATE KEY----- "
                        + SECRET + " -----END PRIVATE KEY-----\n");
        wrong.put("a value of the wrong kind", NOBODY + "ssl.keystore.password=" + SECRET + "\nretries=many\n");
        wrong.put("a broken escape", NOBODY + "ssl.key.password=" + SECRET + "\\u00xy\n");
        return wrong;
    }

    private static String jaas(String options) {
        return "sasl.jaas.config=" + MODULE + " " + options + "\n";
    }

    private Path store() throws IOException, GeneralSecurityException {
        char[] password = SECRET.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }

    @Test
    void aFileOfSecretsThatIsTakenForConfigurationIsNotShown() throws IOException {
        Path secrets = Files.writeString(
                folder.resolve("secrets"),
                "bootstrap.servers=nowhere\n" + SECRET + "\nAB" + SECRET + "+/=\nssl.pasword=" + SECRET + "\n");
        assertThat(run(List.of("topics", "create", "--config", secrets.toString())))
                .isEqualTo(ExitCode.USAGE);
        assertThat(everything()).contains("ssl.pasword; is it spelt right", "2 lines are no settings");
        assertNoSecrets("a file of secrets");
    }

    @Test
    void aFileThatCannotBeReadIsNotShown() throws IOException {
        Path file = Files.write(folder.resolve("binary"), (SECRET + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run(List.of("serve", "--config", file.toString()))).isEqualTo(ExitCode.USAGE);
        assertThat(run(List.of("topics", "acl", "--tenant=a", "--apply", "--passwords", file.toString())))
                .isEqualTo(ExitCode.USAGE);
        assertNoSecrets("a file that is no text");
    }

    @Test
    void whatTheLibrariesThrowAndLogHasNoSecrets() throws IOException, GeneralSecurityException {
        Map<String, String> properties = new HashMap<>(Map.of(
                "security.protocol",
                "SSL",
                "ssl.truststore.location",
                store().toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                SECRET + "-another"));
        String nobody = "127.0.0.1:1";
        properties.put("bootstrap.servers", nobody);
        ClusterSettings cluster = new ClusterSettings(properties, Topics.standard());
        note(() -> MetastepClient.open(ClientSettings.of(properties)));
        note(() -> Checkup.of(Application.builder(cluster).build()));
        printed.append(ClientSettings.of(properties).toString())
                .append(cluster.toString())
                .append(Application.builder(cluster).build().toString())
                .append(new LearnerConnection(nobody, properties, Topics.standard(), "f").toString());
        assertThat(everything())
                .contains("ApplicationSettings[", "LearnerConnection[", "ssl.truststore.password = [hidden]");
        assertNoSecrets("a library");
    }

    private void note(Runnable action) {
        try {
            action.run();
            throw new AssertionError("That should have failed");
        } catch (RuntimeException e) {
            e.printStackTrace(new PrintWriter(printed, true));
        }
    }

    private int run(List<String> arguments) {
        PrintWriter writer = new PrintWriter(printed, true);
        return Metastep.commandLine().setOut(writer).setErr(writer).execute(arguments.toArray(String[]::new));
    }

    private void assertNoSecrets(String about) {
        assertThat(everything()).as(about).doesNotContain(SECRET);
        log.list.clear();
        printed.getBuffer().setLength(0);
    }

    private String everything() {
        StringBuilder text = new StringBuilder(printed.toString());
        for (ILoggingEvent event : log.list) {
            text.append(event.getFormattedMessage())
                    .append(event.getKeyValuePairs())
                    .append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .append('\n');
        }
        return text.toString();
    }
}
