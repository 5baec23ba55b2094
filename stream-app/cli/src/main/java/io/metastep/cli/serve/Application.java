package io.metastep.cli.serve;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.InvalidSettingsException;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.SettingsBuilder;
import io.metastep.streams.StartupException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Builds and starts the application with failures that a command can report. */
public final class Application {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Application() {}

    /** A builder of settings for this cluster, all else at its default. */
    public static SettingsBuilder builder(ClusterSettings cluster) {
        return ApplicationSettings.builder(cluster.bootstrapServers())
                .topicPrefix(cluster.topics().prefix())
                .clientProperties(cluster.kafkaProperties());
    }

    /** What is wrong with the settings, each called as the option that sets it. */
    public static List<String> problems(SettingsBuilder builder) {
        try {
            builder.build();
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems(SettingOptions::name);
        }
    }

    /** Starts the application, to be closed on exit. */
    public static MetastepApplication start(ApplicationSettings settings, OnExit onExit) {
        try {
            return onExit.closing(MetastepApplication.start(settings, InstantSource.system()));
        } catch (StartupException e) {
            throw failure(e);
        } catch (InvalidSettingsException e) {
            throw CommandFailure.usage(e.problems(SettingOptions::name));
        }
    }

    /** Why the cluster cannot be worked with, for people. */
    public static CommandFailure failure(StartupException e) {
        return switch (e.kind()) {
            case UNREACHABLE, FORBIDDEN -> CommandFailure.unreachable(String.join("\n", e.problems()));
            case MISSING_TOPICS, UNSUITABLE -> CommandFailure.usage(e.problems());
        };
    }

    /** Waits until records are processed. */
    public static void awaitRunning(MetastepApplication application) {
        try {
            if (!application.awaitRunning(PATIENCE)) {
                throw CommandFailure.failed("The application is %s after %d s; --verbose shows why"
                        .formatted(application.state(), PATIENCE.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("Interrupted");
        }
    }
}
