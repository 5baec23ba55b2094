package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.ShippedOptimizers;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobActivity;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.StatusJson;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.Counters;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.Gradients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From gradients to activity to status, both parts of the topology in one driver. */
class StatusTopologyTest {
    /** One call of each punctuator that is due. */
    private static final Duration ROUND = Duration.ofMillis(100);

    private static final Instant LOGGED = Instant.ofEpochMilli(1_800_000_000_000L);

    /** The instance's clock: answers leave 40 ms after the gradients came. */
    private static final Instant ANSWERED = LOGGED.plusMillis(40);

    private final ApplicationSettings settings =
            ApplicationSettings.builder("none:1").instanceName("here").build();
    private final Counters counters = new Counters();
    private final List<GradientRecord> log = new ArrayList<>();
    private final Environment environment = TestEnvironment.of(settings, log, counters, new Drain(), () -> ANSWERED);
    private final TopologyTestDriver driver = new TopologyTestDriver(
            MetastepTopology.of(settings.topics(), environment, new TestStores()::supplier),
            StreamsProperties.of(settings),
            LOGGED);
    private final TestInputTopic<byte[], byte[]> gradients =
            input(settings.topics().gradients());
    private final TestInputTopic<byte[], byte[]> activity =
            input(settings.topics().activity());
    private final TestOutputTopic<byte[], byte[]> status = driver.createOutputTopic(
            settings.topics().status(), new ByteArrayDeserializer(), new ByteArrayDeserializer());

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @BeforeEach
    void publish() {
        TestInputTopic<byte[], byte[]> optimizers = input(settings.topics().optimizers());
        OptimizerPublisher.records(ShippedOptimizers.all(), LOGGED)
                .forEach((key, value) -> optimizers.pipeInput(bytes(key), value));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void send(GradientBlock gradient) {
        byte[] key = Gradients.key(gradient).bytes();
        byte[] value = Wire.gradients().encode(gradient);
        log.add(new GradientRecord(log.size(), LOGGED.toEpochMilli(), key, value, null));
        gradients.pipeInput(key, value, LOGGED);
    }

    private static GradientBlock.Builder gradient(int block, long step) {
        return Gradients.of("job", block, 1, step)
                .setOptimizer("universal#stable")
                .setWorkload("digits")
                .setLoss(10.0 - step);
    }

    private static GradientBlock close(int block, long step) {
        return gradient(block, step)
                .setKind(GradientKind.CLOSE)
                .setValues(Gradients.bytes())
                .setLoss(null)
                .build();
    }

    private void pass(int seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            driver.advanceWallClockTime(ROUND);
        }
    }

    private List<JobStatus> statuses() throws IOException {
        List<JobStatus> read = new ArrayList<>();
        for (TestRecord<byte[], byte[]> one : status.readRecordsToList()) {
            JobStatus job = StatusJson.readJob(one.value());
            assertThat(new String(one.key(), StandardCharsets.UTF_8)).isEqualTo(job.job());
            read.add(job);
        }
        return read;
    }

    private JobStatus only() throws IOException {
        List<JobStatus> read = statuses();
        assertThat(read).hasSize(1);
        return read.get(0);
    }

    @Test
    void tasks_of_gradients_have_the_number_that_they_always_had() {
        Map<Integer, String> parts = new TreeMap<>();
        for (TopologyDescription.Subtopology part :
                MetastepTopology.of(settings.topics(), environment).describe().subtopologies()) {
            parts.put(part.id(), part.nodes().toString());
        }
        assertThat(parts).containsOnlyKeys(1, 2);
        assertThat(parts.get(1))
                .contains(settings.topics().gradients())
                .doesNotContain(settings.topics().status());
        assertThat(parts.get(2))
                .contains(settings.topics().status())
                .doesNotContain(settings.topics().gradients());
    }

    @Test
    void a_job_is_reported_within_two_seconds_and_not_again_without_news() throws IOException {
        for (int step = 0; step < 3; step++) {
            send(gradient(0, step).build());
            send(gradient(1, step).build());
        }
        pass(2);
        JobStatus job = only();
        assertThat(job.job()).isEqualTo("job");
        assertThat(job.state()).isEqualTo("active");
        assertThat(job.step()).isEqualTo(2);
        assertThat(job.workload()).isEqualTo("digits");
        assertThat(job.loss().newest()).isEqualTo(8);
        assertThat(job.loss().smoothed()).isBetween(8.0, 10.0);
        assertThat(job.mode()).isEqualTo("learned");
        assertThat(job.blocks()).isEqualTo(new JobStatus.Blocks(2, 10, 2, 0, 0));
        assertThat(job.optimizers())
                .extracting(JobStatus.Use::optimizer)
                .allMatch(name -> name.startsWith("universal@"));
        assertThat(job.counts().updates()).isEqualTo(6);
        assertThat(job.size().gradientRms()).isPositive();
        assertThat(job.size().effectiveRate()).isPositive();
        assertThat(job.latency().count()).isEqualTo(6);
        assertThat(job.latency().p99()).isEqualTo(40);
        assertThat(job.partitions()).containsExactly(0);
        assertThat(job.instances()).containsExactly("here");
        pass(5);
        assertThat(statuses()).isEmpty();
    }

    @Test
    void a_job_that_goes_on_is_reported_once_a_second() throws IOException {
        for (int step = 0; step < 10; step++) {
            send(gradient(0, step).build());
            pass(1);
        }
        List<JobStatus> read = statuses();
        assertThat(read).hasSizeBetween(9, 10);
        assertThat(read.get(8).stepsPerSecond()).isEqualTo(1);
        assertThat(read.get(8).coordinatesPerSecond()).isEqualTo(Gradients.COORDINATES);
    }

    @Test
    void a_job_that_goes_quiet_is_idle_once_and_active_again_when_it_comes_back() throws IOException {
        send(gradient(0, 0).build());
        pass(2);
        assertThat(only().state()).isEqualTo("active");
        pass(11);
        JobStatus idle = only();
        assertThat(idle.state()).isEqualTo("idle");
        assertThat(idle.step()).isZero();
        pass(20);
        assertThat(statuses()).isEmpty();
        send(gradient(0, 1).build());
        pass(2);
        assertThat(only().state()).isEqualTo("active");
    }

    @Test
    void the_last_word_on_a_job_that_closed_its_blocks_is_closed() throws IOException {
        send(gradient(0, 0).build());
        send(gradient(1, 0).build());
        send(close(0, 1));
        pass(2);
        assertThat(only().state()).isEqualTo("active");
        send(close(1, 1));
        pass(2);
        JobStatus closed = only();
        assertThat(closed.state()).isEqualTo("closed");
        assertThat(closed.blocks().open()).isZero();
        assertThat(closed.counts().updates()).isEqualTo(2);
        pass(20);
        assertThat(statuses()).isEmpty();
    }

    @Test
    void parts_of_all_partitions_are_summed_up_until_one_falls_silent() throws IOException {
        Instant now = LOGGED;
        tell(part(3, 100).build(), now);
        tell(part(4, 200).build(), now);
        pass(1);
        assertThat(only().blocks().coordinates()).isEqualTo(300);
        tell(part(4, 200).build(), now.plusSeconds(5));
        pass(1);
        assertThat(only().partitions()).containsExactly(3, 4);
        tell(part(4, 200).build(), now.plusSeconds(11));
        pass(1);
        assertThat(only().partitions()).containsExactly(4);
    }

    private static JobActivity.Builder part(int partition, int coordinates) {
        return JobActivity.newBuilder()
                .setJobId("job")
                .setPartition(partition)
                .setInstance("there")
                .setAt(1)
                .setSince(1)
                .setSeconds(1)
                .setAttempt(1)
                .setOptimizers(List.of())
                .setBlocks(1)
                .setCoordinates(coordinates);
    }

    private void tell(JobActivity part, Instant at) {
        activity.pipeInput(bytes(part.getJobId()), Wire.activities().encode(part), at);
    }

    @Test
    void activity_that_makes_no_sense_is_passed_over_and_counted() throws IOException {
        byte[] job = bytes("job");
        byte[] noHistogram = Wire.activities()
                .encode(part(0, 1)
                        .setLatencies(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}))
                        .build());
        byte[] noHistogramEither = Wire.activities()
                .encode(part(0, 1)
                        .setLatencies(java.nio.ByteBuffer.wrap(new byte[64]))
                        .build());
        activity.pipeInput(job, new byte[] {1, 2, 3}, LOGGED);
        activity.pipeInput(job, (byte[]) null, LOGGED);
        activity.pipeInput(null, noHistogram, LOGGED);
        activity.pipeInput(job, noHistogramEither, LOGGED);
        activity.pipeInput(job, Wire.gradients().encode(gradient(0, 0).build()), LOGGED);
        pass(2);
        assertThat(statuses()).isEmpty();
        assertThat(skipped()).isEqualTo(5);
        tell(part(0, 7).build(), LOGGED);
        pass(1);
        assertThat(only().blocks().coordinates()).isEqualTo(7);
    }

    private double skipped() {
        return driver.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("activity-skipped-total"))
                .mapToDouble(entry -> (Double) entry.getValue().metricValue())
                .sum();
    }
}
