package io.metastep.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What {@code deploy/kubernetes} mounts into a pod: its {@code client.properties}, the user's secret and the cluster's certificate. */
public final class MountedClient {
    private static final Path PROPERTIES = Path.of("..", "deploy", "kubernetes", "base", "client.properties");
    private static final String MOUNTED = "/etc/metastep";
    private static final String JAAS = "sasl.jaas.config";

    private MountedClient() {}

    /** Writes all of it for the user into the folder; returns the properties, which are the shipped ones but for the folder's name. */
    public static Path of(SecuredBroker broker, String user, Path folder) {
        try {
            Path secret = Files.createDirectories(folder.resolve("user"));
            Files.writeString(
                    secret.resolve(JAAS),
                    Objects.requireNonNull(broker.credentials(user).get(JAAS)));
            Path ca = Files.createDirectories(folder.resolve("ca"));
            Files.copy(broker.certificate(), ca.resolve("ca.crt"));
            String shipped = Files.readString(PROPERTIES);
            return Files.writeString(folder.resolve("client.properties"), shipped.replace(MOUNTED, folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
