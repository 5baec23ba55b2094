package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Provenance;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.StepComparison;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Counters;
import io.metastep.streams.core.Counters.Event;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.Gradients;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientTopologyTest {
    private static final Instant NOW = Instant.ofEpochMilli(1);
    private static final OptimizerFile ADAM = file(1, 0.1f);
    private static final OptimizerFile FASTER_ADAM = file(2, 0.2f);

    private final ApplicationSettings settings =
            ApplicationSettings.builder("none:1").build();
    private final List<GradientRecord> log = new ArrayList<>();
    private final Counters counters = new Counters();
    private final Drain drain = new Drain();
    private TestStores stores = new TestStores();
    private TopologyTestDriver driver = driver();
    private TestInputTopic<byte[], byte[]> gradients = gradients();

    private static OptimizerFile file(int version, float rate) {
        AdamSpec spec = new AdamSpec(rate, 0.9f, 0.99f, 1e-8f);
        Provenance provenance = new Provenance("test", "", Instant.EPOCH, 0, "", Map.of());
        return new OptimizerFile("a", version, spec, OptimizerParameters.zeros(spec), provenance);
    }

    private TopologyTestDriver driver() {
        Environment environment = TestEnvironment.of(settings, log, counters, drain, Clock.systemUTC());
        Properties properties = StreamsProperties.of(settings);
        return new TopologyTestDriver(
                MetastepTopology.of(settings.topics(), environment, stores::supplier), properties);
    }

    private TestInputTopic<byte[], byte[]> gradients() {
        return driver.createInputTopic(
                settings.topics().gradients(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                Instant.ofEpochMilli(1_000),
                Duration.ofMillis(1));
    }

    @BeforeEach
    void publish() {
        publish(ADAM);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void publish(OptimizerFile file) {
        OptimizerPublisher.records(List.of(file), NOW).forEach(this::publish);
    }

    private void publish(String key, byte @Nullable [] value) {
        driver.createInputTopic(settings.topics().optimizers(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void send(GradientBlock gradient) {
        send(Gradients.key(gradient).bytes(), Wire.gradients().encode(gradient), new RecordHeaders());
    }

    private void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Instant timestamp = Instant.ofEpochMilli(1_000 + log.size());
        log.add(new GradientRecord(log.size(), timestamp.toEpochMilli(), key, value, headers));
        gradients.pipeInput(new TestRecord<>(key, value, headers, timestamp));
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private List<UpdateBlock> updates() throws WireException {
        List<UpdateBlock> updates = new ArrayList<>();
        for (TestRecord<byte[], byte[]> one :
                output(settings.topics().updates()).readRecordsToList()) {
            UpdateBlock update = Wire.updates().decode(one.value());
            assertThat(new String(one.key(), StandardCharsets.UTF_8))
                    .isEqualTo(update.getJobId() + "/" + update.getTensor() + "/" + update.getBlock());
            updates.add(update);
        }
        return updates;
    }

    private List<TestRecord<byte[], byte[]>> rejected() {
        return output(settings.topics().rejected()).readRecordsToList();
    }

    private static GradientBlock step(long attempt, long step) {
        return Gradients.of("job", 0, attempt, step).build();
    }

    @Test
    void a_gradient_becomes_an_update_under_the_same_key() throws WireException {
        send(step(1, 0));
        UpdateBlock update = updates().get(0);
        assertThat(update.getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(update.getOptimizer()).isEqualTo("a@1");
        assertThat(update.getValues().remaining()).isEqualTo(20);
        assertThat(rejected()).isEmpty();
    }

    @Test
    void a_step_that_the_job_took_itself_is_compared_under_the_jobs_key() throws WireException {
        send(shadow(0));
        send(shadow(1));
        assertThat(updates()).extracting(UpdateBlock::getAction).containsOnly(UpdateAction.SKIP);
        List<TestRecord<byte[], byte[]>> comparisons =
                output(settings.topics().comparisons()).readRecordsToList();
        assertThat(comparisons).hasSize(1);
        assertThat(new String(comparisons.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("job");
        StepComparison comparison = Wire.comparisons().decode(comparisons.get(0).value());
        assertThat(comparison.getStep()).isZero();
        assertThat(comparison.getOptimizer()).isEqualTo("a@1");
    }

    private static GradientBlock shadow(long step) {
        return Gradients.of("job", 0, 1, step)
                .setKind(GradientKind.SHADOW)
                .setApplied(Gradients.values(step, Gradients.COORDINATES))
                .build();
    }

    @Test
    void a_rejection_has_the_original_bytes_and_headers_and_says_why_and_where_from() throws WireException {
        send(step(1, 0));
        byte[] key = Gradients.key(step(1, 1)).bytes();
        byte[] garbage = {1, 2, 3};
        Headers headers = new RecordHeaders().add("trace", new byte[] {7}).add(RejectedHeaders.REASON, new byte[] {0});
        send(key, garbage, headers);
        send(step(1, 1));
        TestRecord<byte[], byte[]> rejected = rejected().get(0);
        assertThat(rejected.key()).isEqualTo(key);
        assertThat(rejected.value()).isEqualTo(garbage);
        assertThat(rejected.headers().lastHeader("trace").value()).containsExactly(7);
        assertThat(header(rejected, RejectedHeaders.REASON)).isEqualTo("UNDECODABLE");
        assertThat(header(rejected, RejectedHeaders.DETAIL)).contains("GradientBlock");
        assertThat(header(rejected, RejectedHeaders.TOPIC)).isEqualTo("metastep.gradients.v1");
        assertThat(header(rejected, RejectedHeaders.PARTITION)).isEqualTo("0");
        assertThat(header(rejected, RejectedHeaders.OFFSET)).isEqualTo("1");
        List<UpdateBlock> updates = updates();
        assertThat(updates).hasSize(3);
        assertThat(updates.get(1).getReason()).isEqualTo("UNDECODABLE");
        assertThat(updates.get(2).getMemoryAge()).isEqualTo(2);
    }

    private static String header(TestRecord<byte[], byte[]> logged, String name) {
        return new String(logged.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void null_keys_and_null_values_are_laid_aside() throws WireException {
        send(null, new byte[] {1}, new RecordHeaders());
        send(new byte[] {1}, null, new RecordHeaders());
        send(null, null, new RecordHeaders());
        assertThat(rejected()).hasSize(3);
        assertThat(updates()).isEmpty();
        assertThat(counters.count(RejectionReason.NULL_KEY)).isEqualTo(2);
    }

    @Test
    void a_record_without_a_timestamp_is_laid_aside_and_does_not_stop_the_thread() {
        Headers headers = new RecordHeaders();
        BrokerTimestamps extractor = new BrokerTimestamps();
        org.apache.kafka.clients.consumer.ConsumerRecord<Object, Object> logged =
                new org.apache.kafka.clients.consumer.ConsumerRecord<>(
                        "t",
                        0,
                        0,
                        -1,
                        org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                        0,
                        0,
                        "k",
                        "v",
                        headers,
                        java.util.Optional.empty());
        assertThat(extractor.extract(logged, -1)).isZero();
        assertThat(BrokerTimestamps.logged(0, headers)).isEqualTo(-1);
        assertThat(headers.toArray()).isEmpty();
        assertThat(BrokerTimestamps.logged(5, headers)).isEqualTo(5);
    }

    @Test
    void garbage_among_the_optimizers_counts_as_unknown_and_harms_nobody() throws WireException {
        publish("a#canary", new byte[] {1, 2, 3});
        publish("a@7", new byte[] {});
        publish("a#gone", OptimizerPublisher.records(List.of(ADAM), NOW).get("a#stable"));
        publish("a#gone", null);
        publish("a@2", OptimizerPublisher.records(List.of(ADAM), NOW).get("a@1"));
        for (String reference : List.of("a#canary", "a@7", "a#gone", "a@2", "a@3", "b")) {
            send(Gradients.of("job", 0, 1, 0).setOptimizer(reference).build());
        }
        send(Gradients.of("job", 0, 1, 0).setOptimizer("a").build());
        assertThat(updates().stream().map(UpdateBlock::getAction))
                .containsOnly(UpdateAction.REJECTED, UpdateAction.APPLY)
                .endsWith(UpdateAction.APPLY);
        assertThat(counters.count(RejectionReason.UNKNOWN_OPTIMIZER)).isEqualTo(6);
    }

    @Test
    void canaries_get_the_version_on_trial_until_stable_moves() throws WireException {
        publishVersion(FASTER_ADAM);
        putOnTrial(2, 1);
        assertThat(versionFor("canary")).isEqualTo("a@2");
        assertThat(versionFor("other")).isEqualTo("a@1");
        publishVersion(FASTER_ADAM);
        putOnTrial(2, 7);
        assertThat(versionFor("canary")).as("on trial against another version").isEqualTo("a@1");
        putOnTrial(3, 1);
        assertThat(versionFor("canary")).as("a trial of nothing").isEqualTo("a@1");
        putOnTrial(2, 1);
        publish(FASTER_ADAM);
        putOnTrial(1, 1);
        assertThat(versionFor("canary")).as("stable went on").isEqualTo("a@2");
    }

    private void publishVersion(OptimizerFile file) {
        publish(file.reference(), OptimizerPublisher.records(List.of(file), NOW).get(file.reference()));
    }

    private void putOnTrial(int version, int against) {
        OptimizerChannel trial = ChannelRecords.onTrial(
                "a", null, version, against, new ChannelRecords.Move("learner", NOW, "on trial"));
        publish("a#canary", Wire.optimizerChannels().encode(trial));
    }

    /** What a new job gets that asks for stable. */
    private String versionFor(String kind) throws WireException {
        boolean isCanary = kind.equals("canary");
        String job = IntStream.range(0, 1_000)
                .mapToObj(i -> "job-" + log.size() + "-" + i)
                .filter(name -> settings.core().canary().includes("a", name) == isCanary)
                .findFirst()
                .orElseThrow();
        send(Gradients.of(job, 0, 1, 0).setOptimizer("a").build());
        List<UpdateBlock> all = updates();
        return all.get(all.size() - 1).getOptimizer();
    }

    @Test
    void after_a_restore_from_the_changelogs_answers_have_the_bits_of_a_run_that_never_stopped() throws WireException {
        int steps = 150;
        List<UpdateBlock> expected = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            publishAt(step);
            send(step(1, step));
        }
        expected.addAll(updates());
        List<GradientRecord> all = List.copyOf(log);
        for (int cut : List.of(1, 20, 57, 99, 100, 101, 149)) {
            restart(new TestStores(), List.of());
            List<UpdateBlock> got = new ArrayList<>();
            deliver(all.subList(0, cut));
            got.addAll(updates());
            restart(changelogs(), all.subList(0, cut));
            deliver(all);
            got.addAll(updates());
            assertThat(got).as("restored after %s records", cut).isEqualTo(expected);
        }
    }

    private void publishAt(long offset) {
        if (offset == 50) {
            publish(FASTER_ADAM);
        }
    }

    /** A new instance of the application; Kafka Streams delivers from offset 0 again, what was answered is passed over. */
    private void restart(TestStores next, List<GradientRecord> logged) {
        driver.close();
        stores = next;
        List<GradientRecord> kept = List.copyOf(logged);
        log.clear();
        log.addAll(kept);
        restoreOptimizers(kept.size() > 50 ? FASTER_ADAM : ADAM);
        driver = driver();
        gradients = gradients();
        log.clear();
    }

    /** The global store is there before the first task. */
    private void restoreOptimizers(OptimizerFile newest) {
        for (OptimizerFile file : List.of(ADAM, newest)) {
            OptimizerPublisher.records(List.of(file), NOW)
                    .forEach((key, value) -> stores.restore(
                            MetastepTopology.OPTIMIZERS, Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)), value));
        }
    }

    private void deliver(List<GradientRecord> records) {
        for (GradientRecord one : records) {
            publishAt(one.offset());
            send(one.key(), one.value(), new RecordHeaders());
        }
    }

    /** What a restore would bring: all that the changelogs hold. */
    private TestStores changelogs() {
        TestStores restored = new TestStores();
        for (String store : List.of(MetastepTopology.HEADERS, MetastepTopology.SNAPSHOTS, MetastepTopology.POSITION)) {
            String topic = settings.applicationId() + "-" + store + "-changelog";
            output(topic)
                    .readRecordsToList()
                    .forEach(entry -> restored.restore(store, Bytes.wrap(entry.key()), entry.value()));
        }
        return restored;
    }

    @Test
    void a_drain_leaves_nothing_to_replay() throws WireException, InterruptedException {
        for (int step = 0; step < 30; step++) {
            send(step(1, step));
        }
        updates();
        assertThat(drain.request(Duration.ofMillis(1))).isFalse();
        driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(drain.request(Duration.ofMillis(1))).isTrue();
        assertThat(counters.count(Event.FORCED_SNAPSHOTS)).isEqualTo(1);
        List<GradientRecord> all = List.copyOf(log);
        restart(changelogs(), all);
        assertThat(counters.count(Event.REPLAYED)).isZero();
        deliver(all);
        send(step(1, 30));
        assertThat(updates().get(0).getMemoryAge()).isEqualTo(31);
    }

    @Test
    void metrics_show_what_happened() throws WireException {
        send(step(1, 0));
        assertThat(metric("steps-total")).isEqualTo(1);
        assertThat(metric("coordinates-total")).isEqualTo(Gradients.COORDINATES);
        assertThat(metric("live-bytes")).isPositive();
        assertThat(updates()).hasSize(1);
    }

    private double metric(String name) {
        return driver.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().group().equals(TaskMetrics.GROUP)
                        && entry.getKey().name().equals(name))
                .mapToDouble(entry -> (Double) entry.getValue().metricValue())
                .sum();
    }

    @Test
    void the_position_is_stored_in_the_same_transaction() {
        send(step(1, 0));
        send(null, null, new RecordHeaders());
        KeyValueStore<Bytes, byte[]> position = driver.getKeyValueStore(MetastepTopology.POSITION);
        byte[] stored = position.get(Bytes.wrap(new byte[] {'p'}));
        assertThat(io.metastep.streams.core.Position.read(stored).next()).isEqualTo(2);
    }
}
