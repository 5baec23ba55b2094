package io.metastep.cli.broker;

import io.metastep.cli.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The folder of a broker's logs, formatted before the first start.
 *
 * @param release removes it if it is a temporary one, and lets others have it if not; may be called twice
 */
record LogDirectory(Path path, Runnable release) {

    static LogDirectory of(BrokerSettings settings) {
        if (settings.directory().isPresent()) {
            Path folder = created(settings.directory().get());
            return new LogDirectory(folder, FolderLock.of(folder)::close);
        }
        TemporaryFolder temporary = TemporaryFolder.create("metastep-broker-");
        return new LogDirectory(temporary.path(), temporary::close);
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BrokerStartException(
                    "The broker cannot keep its logs in %s: it is not a folder and cannot be made one; choose another"
                            .formatted(folder),
                    e);
        }
    }

    /** Makes a new folder usable; leaves a formatted one as it is. */
    void format() throws Exception {
        if (Files.notExists(path.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            formatWithCurrentFeatures();
        }
    }

    private void formatWithCurrentFeatures() throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .addDirectory(path.toString())
                .setMetadataLogDirectory(path.toString())
                .run();
    }
}
