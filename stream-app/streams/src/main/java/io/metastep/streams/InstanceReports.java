package io.metastep.streams;

import io.metastep.schemas.Topics;
import io.metastep.streams.status.InstanceReporter;
import io.metastep.streams.status.InstanceWatch;
import io.metastep.streams.status.RestoreProgress;
import io.metastep.streams.status.StreamsReadings;
import org.apache.kafka.streams.KafkaStreams;

/** Puts together what tells the status of an instance. */
final class InstanceReports {
    private InstanceReports() {}

    /**
     * A reporter that has not begun.
     *
     * @param partitions of the topics
     */
    static InstanceReporter reporter(
            ApplicationSettings settings,
            int partitions,
            Environment environment,
            RestoreProgress restore,
            KafkaStreams streams,
            ThreadFailures failures) {
        Topics topics = settings.topics();
        InstanceWatch watch = new InstanceWatch(
                new InstanceWatch.Identity(
                        settings.instanceName(), settings.applicationId(), version(), settings.threads()),
                environment.instance(),
                environment.reporting(),
                restore,
                new StreamsReadings(streams, topics.gradients()),
                failures::count);
        return new InstanceReporter(watch, StreamsProperties.statusProducer(settings), topics.status(), partitions);
    }

    private static String version() {
        String version = InstanceReports.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
