package io.metastep.integration.harness;

import io.metastep.cli.broker.BrokerSettings;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.client.ClientSetting;
import io.metastep.client.ClientSettings;
import io.metastep.client.MetastepClient;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Brokers and what tests do with them; the shared one is in this JVM, starts with the first test that needs it and ends with the JVM. */
public final class Cluster {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final String bootstrapServers;

    private Cluster(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    public static Cluster shared() {
        return Holder.SHARED;
    }

    /** Brokers that somebody else has started. */
    public static Cluster at(String bootstrapServers) {
        return new Cluster(bootstrapServers);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** New topics under a prefix that nobody else has, made by the code behind {@code metastep topics create}. */
    public Topics createTopics(String name, int partitions) {
        return createTopics(name, partitions, Map.of());
    }

    /** The same with a gradients topic that was there before, with settings of its own beside the contract's. */
    public Topics createTopics(String name, int partitions, Map<String, String> ofGradients) {
        Topics topics = new Topics(name + "-" + PREFIXES.incrementAndGet());
        try (Admin admin = admin()) {
            if (!ofGradients.isEmpty()) {
                createGradients(admin, topics, partitions, ofGradients);
            }
            new TopicSetup(admin, topics).create(partitions, Optional.empty());
            Await.until("topics of " + topics.prefix(), () -> areServed(admin, topics));
        }
        return topics;
    }

    private static void createGradients(Admin admin, Topics topics, int partitions, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Topic.GRADIENTS.configs());
        all.putAll(settings);
        try {
            admin.createTopics(List.of(new NewTopic(topics.gradients(), partitions, (short) 1).configs(all)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Could not create " + topics.gradients(), e);
        }
    }

    /** Whether the broker already knows what its controller created. */
    private static boolean areServed(Admin admin, Topics topics) {
        try {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            admin.describeTopics(topics.names()).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                    .forEach(p -> latest.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
            admin.listOffsets(latest).all().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Admin admin() {
        return ClusterSettings.plain(bootstrapServers()).admin();
    }

    /** A client that does not send twice unless asked to, so that each update can be counted once. */
    public MetastepClient client(Topics topics) {
        return MetastepClient.open(clientSettings(topics));
    }

    public ClientSettings clientSettings(Topics topics) {
        String patience = Long.toString(Await.PATIENCE.toMillis());
        return ClientSettings.at(bootstrapServers())
                .with(ClientSetting.PREFIX.key(), topics.prefix())
                .with(ClientSetting.STEP_TIMEOUT.key(), patience)
                .with(ClientSetting.RESEND_AFTER.key(), patience);
    }

    /** Publishes the optimizer by hand, as anyone can who knows the contract. */
    public void publish(Topics topics, OptimizerFile file) {
        byte[] version = Wire.optimizerVersions()
                .encode(OptimizerVersion.newBuilder()
                        .setFamily(file.family())
                        .setVersion(file.version())
                        .setContent(ByteBuffer.wrap(file.write()))
                        .build());
        publish(topics, file.reference(), version);
    }

    /** Publishes the optimizer; stable and latest of its family name it. */
    public void publishAsStableAndLatest(Topics topics, OptimizerFile file) {
        publish(topics, file);
        for (String channel : List.of("stable", "latest")) {
            point(topics, new OptimizerRef.Channel(file.family(), channel), file.version());
        }
    }

    /** Lets the channel name that version from now on. */
    public void point(Topics topics, OptimizerRef.Channel channel, int version) {
        var move = new ChannelRecords.Move("test", Instant.EPOCH, "");
        publish(
                topics,
                channel.key(),
                Wire.optimizerChannels().encode(ChannelRecords.moved(channel, null, version, move)));
    }

    /** Puts any bytes on the optimizers topic. */
    public void publish(Topics topics, String key, byte[] value) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.optimizers(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Could not publish " + key, e);
        }
    }

    /** Changes one setting of a topic. */
    public void alter(String topic, String setting, String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Could not set " + setting + " of " + topic, e);
        }
    }

    /**
     * Aborts what the application has not committed and fences its producer, as another instance would that took over: it
     * must start again from what is committed.
     */
    public void abortTransactionsOf(Topics topics) {
        try (Admin admin = admin()) {
            List<String> ids = admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(topics.prefix() + "-"))
                    .toList();
            admin.fenceProducers(ids).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Could not fence the producers of " + topics.prefix(), e);
        }
    }

    private static final class Holder {
        private static final Cluster SHARED =
                at(EmbeddedBroker.start(BrokerSettings.DEFAULT.withOverrides(QuickSettings.BROKER))
                        .bootstrapServers());
    }
}
