package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.LoudLog;
import io.metastep.integration.harness.MountedClient;
import io.metastep.integration.harness.SecuredBroker;
import io.metastep.integration.harness.Web;
import io.metastep.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two tenants on a secured broker, with the rights that {@code metastep topics acl} gives them and no others. */
class SecuredIT {
    private static final Topics A = new Topics("a");
    private static final Topics B = new Topics("b");

    /** Another client of tenant a, who may write little. */
    private static final String SLOWED = "a-slowed";

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path state;

    @Test
    void eachRoleMayDoItsWorkAndNoTenantReachesAnother() {
        try (SecuredBroker broker = new SecuredBroker(
                SecuredBroker.ROOT,
                "a-operator",
                "a-application",
                "a-client",
                "a-learner",
                SLOWED,
                "b-client",
                "b-operator")) {
            giveRights(broker);
            String pages = work(broker);
            assertNobodyElseMay(broker);
            assertRefusalsSayWhatIsMissing(broker);
            assertThat(pages).contains("metastep_steps_total", "\"instances\"").doesNotContain(SecuredBroker.SECRET);
            assertThat(children.reports() + broker.report())
                    .contains("KafkaStreams: ", "sasl.jaas.config = [hidden]", "ssl.truststore.password = ")
                    .doesNotContain(SecuredBroker.SECRET);
        }
    }

    private void giveRights(SecuredBroker broker) {
        List<Child> all = List.of(
                rights(broker, "a", "--produce-rate", "50000000"),
                rights(broker, "a", "--role", "client", "--principal", "User:" + SLOWED, "--produce-rate", "2000"),
                rights(broker, "b"));
        all.forEach(SecuredIT::requireSuccess);
        assertThat(all.get(0).output())
                .contains("User:a-client has the 5 rights of client", "User:a-client may write 50000000 bytes/s");
    }

    private Child rights(SecuredBroker broker, String tenant, String... more) {
        String[] command = {"topics", "acl", "--apply", "--tenant", tenant};
        return as(broker, SecuredBroker.ROOT, both(command, more));
    }

    /** Operator, application, learner and jobs of tenant a; returns what an instance shows over HTTP. */
    private String work(SecuredBroker broker) {
        requireSuccess(as(broker, "a-operator", "topics", "create", "--prefix", "a", "--partitions", "1"));
        Child first = serve(broker, "first", List.of(LoudLog.option()));
        first.awaitOutput("Running:");
        Child learner =
                inPod(broker, "a-learner", List.of(LoudLog.option()), "learn", "--prefix", "a", "--meta-steps", "1");
        Child huge = as(broker, "a-client", "train", "digits-mlp", "--prefix", "a");
        assertThat(huge.exitCode()).as(huge.report()).isEqualTo(1);
        assertThat(huge.output()).contains("REFUSED_LIMIT", "all the state that is allowed");
        requireSuccess(train(broker, "a-client", "--steps", "20", "--job-id", "stepped"));
        Child second = serve(broker, "second", List.of(), "--verbose");
        slow(broker);
        second.awaitOutput("Running:");
        Child left = handOver(broker, first, second);
        lookInto(broker);
        learner.awaitOutput("Took 1 meta-steps");
        String address = left.awaitMatch("Page, health and metrics: (http://\\S+)");
        String pages = Web.get(address + "/metrics").body()
                + Web.get(address + "/fleet.json").body();
        assertThat(left.terminate()).as(left.report()).isEqualTo(Child.SIGTERM);
        return pages;
    }

    private Child serve(SecuredBroker broker, String folder, List<String> options, String... more) {
        String[] command = {
            "serve",
            "--prefix",
            "a",
            "--application-id",
            "a",
            "--state-dir",
            state.resolve(folder).toString(),
            "--job-state",
            "4",
            "--standby-replicas",
            "1"
        };
        return inPod(broker, "a-application", options, both(command, more));
    }

    private Child train(SecuredBroker broker, String user, String... more) {
        return as(broker, user, both(new String[] {"train", "quadratic", "--prefix", "a"}, more));
    }

    /**
     * The instance that keeps copies, whichever that is, goes on from them and from the changelogs, for jobs of both kinds.
     *
     * @return it
     */
    private Child handOver(SecuredBroker broker, Child first, Child second) {
        Child keeper = Await.value(
                "an instance keeps copies",
                () -> Stream.of(first, second)
                        .filter(instance -> instance.output().contains("standby-task [1_0] Initialized"))
                        .findFirst()
                        .orElse(null),
                () -> first.report() + second.report());
        Child served = keeper == first ? second : first;
        assertThat(served.terminate()).as(served.report()).isEqualTo(Child.SIGTERM);
        Child shadowed = train(broker, "a-client", "--steps", "20", "--shadow", "adam:0.1");
        requireSuccess(shadowed);
        assertThat(shadowed.output()).contains("cosine");
        return keeper;
    }

    /** What an operator looks at and changes. */
    private void lookInto(SecuredBroker broker) {
        Child promotion = operate(broker, "optimizers", "promote", "universal@2");
        Child replay = operate(broker, "replay", "--job", "stepped", "--application-id", "a");
        Child watch = operate(broker, "watch", "--once", "--all", "--json");
        Child doctor = operate(broker, "doctor", "--json", "-");
        List.of(promotion, replay, watch, doctor).forEach(SecuredIT::requireSuccess);
        assertThat(replay.output()).contains("EQUAL: job stepped");
        assertThat(watch.output()).contains("stepped");
        assertThat(doctor.output()).contains("\"findings\"");
    }

    private Child operate(SecuredBroker broker, String... command) {
        return as(broker, "a-operator", both(command, "--prefix", "a"));
    }

    /** Who writes more than the quota allows waits, is told so, and loses nothing; nobody else waits. */
    private void slow(SecuredBroker broker) {
        Child slowed = train(broker, SLOWED, "--steps", "6");
        slowed.awaitOutput("Brokers hold this client back");
        assertIsNotSlowed(broker, "b-client", "b-operator");
        requireSuccess(slowed);
        assertThat(slowed.output()).contains("12/12", "Brokers held the job back because of a quota");
    }

    /** Writes a hundred times what the other may in a second. */
    private static void assertIsNotSlowed(SecuredBroker broker, String user, String operator) {
        try (Admin admin = Admin.create(new HashMap<>(broker.credentials(operator)));
                var producer = producer(broker, user)) {
            admin.createTopics(List.of(new NewTopic(B.gradients(), 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            send(producer, B.gradients(), 100_000);
            assertThat(producer.metrics().values())
                    .filteredOn(metric -> metric.metricName().name().equals("produce-throttle-time-max"))
                    .singleElement()
                    .satisfies(metric -> assertThat(metric.metricValue()).isEqualTo(0.0));
        }
    }

    private static void assertNobodyElseMay(SecuredBroker broker) {
        assertMayWrite(broker, "a-client", A.gradients());
        assertMayRead(broker, "a-client", A.updates());
        for (String stranger : List.of("b-client", "b-operator")) {
            A.names().forEach(topic -> assertMayNotWrite(broker, stranger, topic));
            A.names().forEach(topic -> assertMayNotRead(broker, stranger, topic));
        }
        List<String> notTheClients = new ArrayList<>(A.names());
        notTheClients.removeAll(List.of(A.gradients(), A.losses()));
        notTheClients.forEach(topic -> assertMayNotWrite(broker, "a-client", topic));
        assertMayNotRead(broker, "a-client", A.gradients());
    }

    /** The record makes no sense: the application, which has ended, would reject it. */
    private static void assertMayWrite(SecuredBroker broker, String user, String topic) {
        write(broker, user, topic);
    }

    private static void assertMayNotWrite(SecuredBroker broker, String user, String topic) {
        assertThatThrownBy(() -> write(broker, user, topic))
                .as("%s writes %s", user, topic)
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static void write(SecuredBroker broker, String user, String topic) {
        try (var producer = producer(broker, user)) {
            send(producer, topic, 1);
        }
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, int bytes) {
        try {
            producer.send(new ProducerRecord<>(topic, 0, new byte[1], new byte[bytes]))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Producer<byte[], byte[]> producer(SecuredBroker broker, String user) {
        Map<String, Object> config = new HashMap<>(broker.credentials(user));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void assertMayRead(SecuredBroker broker, String user, String topic) {
        assertThat(read(broker, user, topic)).isPositive();
    }

    private static void assertMayNotRead(SecuredBroker broker, String user, String topic) {
        assertThatThrownBy(() -> read(broker, user, topic))
                .as("%s reads %s", user, topic)
                .isInstanceOf(TopicAuthorizationException.class);
    }

    private static int read(SecuredBroker broker, String user, String topic) {
        Map<String, Object> config = new HashMap<>(broker.credentials(user));
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            return consumer.poll(Duration.ofSeconds(10)).count();
        }
    }

    private void assertRefusalsSayWhatIsMissing(SecuredBroker broker) {
        Child foreignJob = as(broker, "b-client", "train", "quadratic", "--prefix", "a");
        List<Child> promotions = Stream.of("b-operator", "a-client")
                .map(user -> as(broker, user, "optimizers", "promote", "universal@2", "--prefix", "a"))
                .toList();
        List<Child> strangers = Stream.of(
                        new String[] {"serve"}, new String[] {"learn"}, new String[] {"train", "quadratic"})
                .map(command -> start(
                        broker, List.of(Children.BRIEF, LoudLog.option()), broker.wrongConfig("a-client"), command))
                .toList();
        assertThat(foreignJob.exitCode()).isEqualTo(3);
        assertThat(foreignJob.output())
                .contains("Not authorized to access topics: [a.gradients.v1]", "metastep topics acl")
                .doesNotContain("No broker", "No Kafka broker");
        for (Child stranger : strangers) {
            assertThat(stranger.exitCode()).as(stranger.report()).isEqualTo(3);
            assertThat(stranger.output()).contains("refused us", "invalid credentials");
        }
        for (Child promotion : promotions) {
            assertThat(promotion.exitCode()).as(promotion.report()).isEqualTo(2);
            assertThat(promotion.output()).contains("a.optimizers.v1 that these credentials may see");
        }
    }

    private Child as(SecuredBroker broker, String user, String... command) {
        return start(broker, List.of(Children.BRIEF), broker.config(user), command);
    }

    /** With the properties and the files that a pod of {@code deploy/kubernetes} has. */
    private Child inPod(SecuredBroker broker, String user, List<String> options, String... command) {
        return start(broker, options, MountedClient.of(broker, user, Folders.temporary(user + "-")), command);
    }

    private Child start(SecuredBroker broker, List<String> options, Path config, String... command) {
        return children.startPatiently(
                options, both(command, "-b", broker.bootstrapServers(), "--config", config.toString()));
    }

    private static String[] both(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static void requireSuccess(Child child) {
        assertThat(child.exitCode()).as(child.report()).isZero();
    }
}
