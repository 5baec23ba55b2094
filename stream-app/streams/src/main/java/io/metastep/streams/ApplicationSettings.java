package io.metastep.streams;

import io.metastep.schemas.Topics;
import io.metastep.streams.core.CoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the application runs. Built by {@link #builder}, which refuses what cannot work and lists all problems at once.
 *
 * @param applicationId names the consumer group and the changelogs; instances with the same id share the work
 * @param instanceName what this instance calls itself in its status
 * @param bootstrapServers comma-separated host:port list
 * @param topics the topics of one prefix
 * @param stateDirectory where local copies of the state live; may be lost
 * @param threads stream threads of this instance
 * @param standbyReplicas copies of the state that other instances keep ready to take over
 * @param commitInterval how often answers, state and offsets are committed; bounds the latency from below
 * @param poll how long a stream thread waits for records before it looks for other work, a commit among it
 * @param sessionTimeout after so long without a sign of life an instance's partitions go to others; classic protocol only
 * @param closeTimeout how long closing may take at most, draining included
 * @param liveBytes limit of the live memory of this instance; new blocks beyond it are refused
 * @param jobStateBytes optimizer state that one job may have in this instance, in memory and written out; new blocks beyond it are refused
 * @param stateBytes the same for all jobs together
 * @param core the numbers behind the rules of a partition
 * @param groupProtocol how instances share partitions
 * @param clientProperties any other property of Kafka's clients or of Kafka Streams, security for example
 */
public record ApplicationSettings(
        String applicationId,
        String instanceName,
        String bootstrapServers,
        Topics topics,
        Path stateDirectory,
        int threads,
        int standbyReplicas,
        Duration commitInterval,
        Duration poll,
        Duration sessionTimeout,
        Duration closeTimeout,
        long liveBytes,
        long jobStateBytes,
        long stateBytes,
        CoreSettings core,
        GroupProtocol groupProtocol,
        Map<String, String> clientProperties) {
    public ApplicationSettings {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** Without properties, of which some are secret. */
    @Override
    public String toString() {
        return "ApplicationSettings[" + applicationId + ", " + topics.prefix() + " at " + bootstrapServers + "]";
    }

    /** All defaults but for the brokers. */
    public static SettingsBuilder builder(String bootstrapServers) {
        return new SettingsBuilder(bootstrapServers);
    }
}
