package io.metastep.cli.bench.pipeline;

import io.metastep.cli.ExitCode;
import io.metastep.cli.OnExit;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A Kafka Streams application that copies gradients to updates, with the settings of the real one. */
@Command(name = "pass-through", hidden = true)
public final class PassThroughCommand implements Callable<Integer> {

    static final String GROUP = "pass-through";

    @Option(names = "--commit-interval", required = true)
    private int commitMillis;

    @Option(names = "--poll", required = true)
    private int pollMillis;

    @Option(names = "--state-dir", required = true)
    private String stateDirectory = "";

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Override
    public Integer call() throws InterruptedException {
        ClusterSettings cluster = clusterOptions.settings();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(cluster.topics().gradients(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to(cluster.topics().updates(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        try (OnExit onExit = new OnExit()) {
            KafkaStreams streams = new KafkaStreams(builder.build(), properties(cluster));
            onExit.<AutoCloseable>closing(() -> streams.close(
                    CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
            streams.start();
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }

    private Properties properties(ClusterSettings cluster) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        properties.put(StreamsConfig.POLL_MS_CONFIG, pollMillis);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory);
        properties.put(StreamsConfig.producerPrefix("batch.size"), 512 << 10);
        properties.put(StreamsConfig.producerPrefix("linger.ms"), 5);
        properties.put(StreamsConfig.producerPrefix("buffer.memory"), 64 << 20);
        properties.put(StreamsConfig.consumerPrefix("max.partition.fetch.bytes"), 8 << 20);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        return properties;
    }
}
