package io.metastep.cli.broker;

import io.metastep.cli.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** The folder of a broker's logs: formatted before the first start, removed at the end if it is a temporary one. */
record LogDirectory(Path path, Optional<TemporaryFolder> temporary) {

    static LogDirectory of(BrokerSettings settings) throws IOException {
        if (settings.directory().isPresent()) {
            return new LogDirectory(Files.createDirectories(settings.directory().get()), Optional.empty());
        }
        TemporaryFolder temporary = TemporaryFolder.create("metastep-broker-");
        return new LogDirectory(temporary.path(), Optional.of(temporary));
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

    void removeIfTemporary() {
        temporary.ifPresent(TemporaryFolder::close);
    }
}
