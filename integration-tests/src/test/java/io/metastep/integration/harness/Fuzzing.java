package io.metastep.integration.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.CoreSettings;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends mutants and, in between, the gradients of healthy jobs, and checks what became of every single record: the answers are those
 * of the core in process, in order; every rejection has the record's bytes, its place and its reason, once; the healthy jobs'
 * updates have the bits of the optimizer alone.
 */
public final class Fuzzing implements AutoCloseable {
    private static final int HEALTHY = 3;
    private static final int HEALTHY_COORDINATES = 37;
    private static final int MUTANTS_PER_HEALTHY_STEP = 25;

    private final RawClient client;
    private final Mutants mutants;
    private final InProcessApplication expected;
    private final TopicReader gradients;
    private final TopicReader updates;
    private final TopicReader rejected;
    private final Wire<UpdateBlock> wire = Wire.updates();
    private final Map<String, Healthy> healthy = new HashMap<>();
    private final Map<Integer, Deque<UpdateBlock>> awaitedAnswers = new HashMap<>();
    private final Map<String, Rejection> awaitedRejections = new HashMap<>();
    private final Map<RejectionReason, Long> reasons = new EnumMap<>(RejectionReason.class);
    private int sent;
    private int taken;
    private int answered;
    private int laidAside;
    private long good;
    private long step;

    /** A job that does everything right, and the updates that it has to get. */
    private record Healthy(RawJob job, InProcessBlock block, Deque<ByteBuffer> awaited) {}

    private record Rejection(RejectionReason reason, ConsumerRecord<byte[], byte[]> original) {}

    public Fuzzing(long seed, Cluster cluster, Topics topics, CoreSettings settings, OptimizerFile optimizer) {
        client = new RawClient(cluster.bootstrapServers(), topics);
        mutants = new Mutants(seed, client, optimizer.reference());
        expected = new InProcessApplication(settings, client.partitions(), optimizer);
        gradients = new TopicReader(cluster.bootstrapServers(), topics.gradients());
        updates = new TopicReader(cluster.bootstrapServers(), topics.updates());
        rejected = new TopicReader(cluster.bootstrapServers(), topics.rejected());
        for (int partition = 0; partition < HEALTHY; partition++) {
            RawJob job = client.jobAt(partition % client.partitions(), "healthy-" + partition, optimizer.reference());
            healthy.put(job.jobId(), new Healthy(job, new InProcessBlock(optimizer), new ArrayDeque<>()));
        }
    }

    /** Records sent so far. */
    public int sent() {
        return sent;
    }

    /** Of them: answered with something else than a rejection. */
    public long good() {
        return good;
    }

    /** Of them: laid aside. */
    public int rejected() {
        return laidAside;
    }

    /** How many for which reason. */
    public Map<RejectionReason, Long> reasons() {
        return reasons;
    }

    /** Bytes of live memory that the application may have. */
    public long liveBytes() {
        return expected.liveBytes();
    }

    /** Sends so many mutants with healthy gradients among them; waits until all of them have been dealt with, and checks. */
    public void send(int count) {
        for (int i = 0; i < count; i++) {
            client.post(mutants.next());
            sent++;
            if (i % MUTANTS_PER_HEALTHY_STEP == 0) {
                stepHealthy();
            }
        }
        client.flush();
        List<ConsumerRecord<byte[], byte[]>> all = gradients.toEnd();
        assertThat(all).hasSize(sent);
        all.subList(taken, sent).forEach(this::take);
        taken = sent;
        check();
    }

    private void stepHealthy() {
        step++;
        for (Healthy one : healthy.values()) {
            GradientBlock gradient =
                    one.job.gradient(step, Noise.of(one.job.jobId().hashCode(), step, HEALTHY_COORDINATES));
            one.job.post(gradient);
            sent++;
            one.awaited.add(one.block.update(gradient));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> logged) {
        InProcessApplication.Outcome outcome = expected.take(logged);
        if (outcome.answer() != null) {
            awaited(logged.partition()).add(outcome.answer());
        }
        RejectionReason reason = outcome.rejection();
        if (reason != null) {
            reasons.merge(reason, 1L, Long::sum);
            awaitedRejections.put(logged.partition() + ":" + logged.offset(), new Rejection(reason, logged));
        }
    }

    private Deque<UpdateBlock> awaited(int partition) {
        return awaitedAnswers.computeIfAbsent(partition, p -> new ArrayDeque<>());
    }

    private void check() {
        int answers = answered
                + awaitedAnswers.values().stream().mapToInt(Deque::size).sum();
        int rejections = laidAside + awaitedRejections.size();
        Await.until(answers + " answers", () -> updates.toEnd().size() >= answers, () -> updates.records()
                .size());
        Await.until(rejections + " rejections", () -> rejected.toEnd().size() >= rejections, () -> rejected.records()
                .size());
        assertThat(updates.records()).hasSize(answers);
        assertThat(rejected.records()).hasSize(rejections);
        updates.records().subList(answered, answers).forEach(this::checkAnswer);
        rejected.records().subList(laidAside, rejections).forEach(this::checkRejection);
        answered = answers;
        laidAside = rejections;
        assertThat(awaitedRejections).isEmpty();
    }

    private void checkAnswer(ConsumerRecord<byte[], byte[]> record) {
        UpdateBlock wanted = awaited(record.partition()).remove();
        assertThat(record.value())
                .as("answer %s of partition %s, offset %s", wanted, record.partition(), record.offset())
                .isEqualTo(wire.encode(wanted));
        if (wanted.getAction() != UpdateAction.REJECTED) {
            good++;
            checkHealthy(wanted);
        }
    }

    private void checkHealthy(UpdateBlock update) {
        Healthy job = healthy.get(update.getJobId());
        if (job != null) {
            assertThat(update.getValues())
                    .as("update of %s at step %s", update.getJobId(), update.getStep())
                    .isEqualTo(job.awaited.remove());
        }
    }

    private void checkRejection(ConsumerRecord<byte[], byte[]> record) {
        String place = RawClient.header(record, RejectedHeaders.PARTITION) + ":"
                + RawClient.header(record, RejectedHeaders.OFFSET);
        Rejection wanted = awaitedRejections.remove(place);
        if (wanted == null) {
            throw new AssertionError("Rejected at " + place + ", once too often or without a reason");
        }
        assertThat(RawClient.header(record, RejectedHeaders.REASON)).isEqualTo(wanted.reason.code());
        assertThat(RawClient.header(record, RejectedHeaders.DETAIL)).isNotBlank();
        assertThat(isSame(record.key(), wanted.original.key()))
                .as("key of %s", place)
                .isTrue();
        assertThat(isSame(record.value(), wanted.original.value()))
                .as("value of %s", place)
                .isTrue();
    }

    private static boolean isSame(byte @Nullable [] a, byte @Nullable [] b) {
        return Arrays.equals(a, b);
    }

    /** Checks that no healthy gradient is left without its update. */
    public void finish() {
        assertThat(healthy)
                .allSatisfy((job, left) -> assertThat(left.awaited).as(job).isEmpty());
    }

    @Override
    public void close() {
        client.close();
        gradients.close();
        updates.close();
        rejected.close();
    }
}
