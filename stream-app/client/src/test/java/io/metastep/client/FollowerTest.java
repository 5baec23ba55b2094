package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FollowerTest {
    private static final String TOPIC = "metastep.updates.v1";
    private static final JobSpec SPEC =
            JobSpec.named("job").tensor("w", 4).blockSize(2).build();
    private static final TopicPartition HOME = new TopicPartition(TOPIC, JobPartitions.home("job", 5));

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, Long> offsets = new HashMap<>();

    FollowerTest() {
        consumer.updateBeginningOffsets(Map.of(HOME, 0L));
        consumer.updateEndOffsets(Map.of(HOME, 0L));
    }

    @Test
    void aMirrorOfTheParametersFollowsStepByStep() throws Exception {
        float[] mirror = new float[4];
        try (Follower follower = follow(new FollowFrom.Earliest())) {
            follower.start();
            answer(1, 0, 1);
            answer(1, 1, 2);
            answer(1, 2, 3);
            for (int step = 0; step < 3; step++) {
                next().applyTo(mirror);
            }
        }
        assertThat(mirror).containsOnly(-3f);
    }

    @Test
    void stepsBeforeTheWantedOneAreReadButNotHandedOn() throws Exception {
        try (Follower follower = follow(new FollowFrom.Step(2))) {
            follower.start();
            answer(1, 1, 2);
            answer(1, 2, 3);
            assertThat(next().step()).isEqualTo(2);
        }
    }

    @Test
    void aNewAttemptIsAnnouncedBeforeItsFirstUpdate() throws Exception {
        try (Follower follower = follow(new FollowFrom.Earliest())) {
            follower.start();
            answer(1, 0, 1);
            answer(1, 1, 1);
            answer(2, 1, 1);
            assertThat(next().step()).isZero();
            assertThat(next().step()).isEqualTo(1);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("attempt 2 at 1");
            assertThat(next().attempt()).isEqualTo(2);
        }
    }

    @Test
    void aPartitionThatIsAheadWaitsForTheOthers() throws Exception {
        JobSpec wide =
                JobSpec.named("job").tensor("w", 4).blockSize(2).spread(2).build();
        JobPartitions partitions = new JobPartitions("job", 5, 2);
        TopicPartition first = new TopicPartition(TOPIC, partitions.of("w", 0));
        TopicPartition second = new TopicPartition(TOPIC, partitions.of("w", 1));
        consumer.updateBeginningOffsets(Map.of(first, 0L, second, 0L));
        consumer.setMaxPollRecords(10);
        List<BlockSlot> slots = BlockSlot.cut(wide, (tensor, block) -> 0);
        try (Follower follower = follow(wide, new FollowFrom.Earliest())) {
            for (int step = 0; step < 500; step++) {
                answer(slots.get(0), first, 1, step, 1);
            }
            follower.start();
            while (!consumer.paused().contains(first)) {
                Thread.onSpinWait();
            }
            assertThat(heard).isEmpty();
            for (int step = 0; step < 500; step++) {
                answer(slots.get(1), second, 1, step, 1);
            }
            for (int step = 0; step < 500; step++) {
                assertThat(next().step()).isEqualTo(step);
            }
        }
    }

    @Test
    void aSpecThatIsNotTheJobsEndsItWithAFailureThatTheListenerHears() throws Exception {
        JobSpec other = JobSpec.named("job").tensor("w", 4).blockSize(3).build();
        try (Follower follower = follow(other, new FollowFrom.Earliest())) {
            answer(1, 0, 1);
            follower.start();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(JobException.class, e -> assertThat(e)
                    .hasMessageContaining("has 8 bytes, expected 12"));
        }
    }

    private Follower follow(FollowFrom from) {
        return follow(SPEC, from);
    }

    private Follower follow(JobSpec spec, FollowFrom from) {
        return new Follower(consumer, TOPIC, 5, spec, from, new FollowListener() {
            @Override
            public void onUpdate(JobUpdate update) {
                heard.add(update);
            }

            @Override
            public void onAttempt(long attempt, long step) {
                heard.add("attempt " + attempt + " at " + step);
            }

            @Override
            public void onFailure(JobException failure) {
                heard.add(failure);
            }
        });
    }

    private JobUpdate next() throws InterruptedException {
        Object next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(JobUpdate.class);
        return (JobUpdate) next;
    }

    /** Both blocks' answers to the gradient that is all {@code value}. */
    private void answer(long attempt, long step, float value) throws WireException {
        for (BlockSlot slot : BlockSlot.cut(SPEC, (tensor, block) -> 0)) {
            answer(slot, HOME, attempt, step, value);
        }
    }

    private void answer(BlockSlot slot, TopicPartition partition, long attempt, long step, float value)
            throws WireException {
        Gradients gradients = Gradients.of(new float[] {value, value, value, value});
        byte[] bytes = new GradientEncoder(SPEC, attempt)
                .gradient(slot, step, GradientKind.GRADIENT, gradients, null, new OwnUpdate());
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                partition.partition(),
                offsets.merge(partition, 1L, Long::sum) - 1,
                slot.key().bytes(),
                Wire.updates().encode(Answers.to(Wire.gradients().decode(bytes)))));
    }
}
