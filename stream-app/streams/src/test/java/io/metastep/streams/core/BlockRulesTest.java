package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.Counters.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BlockRulesTest {
    private static final byte[] NOTHING = {};

    private final World world = new World();

    private static GradientBlock.Builder step(long attempt, long step) {
        return Gradients.of("job", 0, attempt, step);
    }

    @Test
    void a_gradient_is_answered_with_an_update_under_its_settings() {
        UpdateBlock update = answered(step(3, 0).setUpdateScale(0.5f));
        assertThat(update.getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(update.getAttempt()).isEqualTo(3);
        assertThat(update.getUpdateScale()).isEqualTo(0.5f);
        assertThat(update.getOptimizer()).isEqualTo("a@1");
        assertThat(update.getMemoryAge()).isEqualTo(1);
        assertThat(update.getValues().remaining()).isEqualTo(Gradients.COORDINATES * Float.BYTES);
    }

    @Test
    void blocks_of_one_job_with_optimizers_of_their_own_get_the_bits_of_each() {
        List<String> references = List.of("a@2", "b@1", "a#stable");
        List<String> versions = List.of("a@2", "b@1", "a@1");
        List<BlockState> states = versions.stream()
                .map(version -> optimizer(version).newState(Gradients.COORDINATES))
                .toList();
        for (long step = 0; step < 12; step++) {
            for (int block = 0; block < 3; block++) {
                GradientBlock gradient = Gradients.of("job", block, 1, step)
                        .setOptimizer(references.get(block))
                        .build();
                float[] expected = new float[Gradients.COORDINATES];
                float[] values = Elements.decode(ElementEncoding.FLOAT32, gradient.getValues());
                optimizer(versions.get(block)).step(states.get(block), values, expected, false);
                UpdateBlock update = Objects.requireNonNull(world.send(gradient).update());
                assertThat(update.getOptimizer()).isEqualTo(versions.get(block));
                assertThat(update.getValues())
                        .as("block %s, step %s", block, step)
                        .isEqualTo(Gradients.bytes(expected));
            }
        }
    }

    private Optimizer optimizer(String version) {
        return Objects.requireNonNull(world.optimizer(version));
    }

    @Test
    void an_answer_is_encoded_like_its_gradient() {
        UpdateBlock update = answered(
                step(1, 0).setEncoding(ElementEncoding.BFLOAT16).setValues(ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 5
                })));
        assertThat(update.getEncoding()).isEqualTo(ElementEncoding.BFLOAT16);
        assertThat(update.getValues().remaining()).isEqualTo(6);
    }

    @Test
    void the_same_bytes_again_get_the_same_answer_and_change_nothing() {
        for (long step = 0; step < 5; step++) {
            UpdateBlock first = answered(step(1, step));
            assertThat(answered(step(1, step))).isEqualTo(first);
        }
        World expected = new World();
        List.of(0, 1, 2, 3, 4).forEach(step -> expected.send(step(1, step).build()));
        assertThat(answered(step(1, 5)))
                .isEqualTo(expected.send(step(1, 5).build()).update());
        assertThat(world.counters().count(Event.REPEATED)).isEqualTo(5);
    }

    @Test
    void the_same_answer_again_survives_a_crash() {
        for (long step = 0; step < 14; step++) {
            UpdateBlock first = answered(step(1, step));
            world.commit();
            world.crash();
            assertThat(answered(step(1, step))).isEqualTo(first);
        }
    }

    @Test
    void other_bytes_for_an_answered_step_conflict() {
        answered(step(1, 0));
        assertRejected(step(1, 0).setUpdateScale(2f), RejectionReason.CONFLICTING_STEP);
    }

    @Test
    void an_earlier_step_is_stale() {
        answered(step(1, 5));
        assertRejected(step(1, 4), RejectionReason.STALE_STEP);
    }

    @Test
    void a_lower_attempt_is_fenced() {
        answered(step(2, 0));
        assertRejected(step(1, 1), RejectionReason.FENCED_ATTEMPT);
    }

    @Test
    void the_length_may_change_only_with_the_attempt() {
        answered(step(1, 0));
        assertRejected(Gradients.of("job", 0, 1, 1, 4), RejectionReason.LENGTH_CHANGED);
        UpdateBlock update = answered(Gradients.of("job", 0, 2, 1, 4));
        assertThat(update.getMemoryAge()).isEqualTo(1);
    }

    @Test
    void the_version_changes_only_between_unrolls() {
        world.publish(1, "a@2");
        List<String> versions = List.of(0, 1, 2, 3, 4, 5).stream()
                .map(step -> answered(step(1, step)).getOptimizer())
                .toList();
        assertThat(versions).containsExactly("a@1", "a@1", "a@1", "a@1", "a@2", "a@2");
    }

    @Test
    void a_gap_in_the_steps_ends_the_unroll() {
        answered(step(1, 0));
        world.publish(1, "a@2");
        assertThat(answered(step(1, 1)).getOptimizer()).isEqualTo("a@1");
        UpdateBlock update = answered(step(1, 3));
        assertThat(update.getOptimizer()).isEqualTo("a@2");
        assertThat(update.getMemoryAge()).isEqualTo(3);
    }

    @Test
    void a_skipped_step_is_acknowledged_and_leaves_memory_and_unroll_alone() {
        World expected = new World();
        expected.send(step(1, 0).build());
        answered(step(1, 0));
        UpdateBlock skipped = answered(step(1, 1).setKind(GradientKind.SKIP).setValues(ByteBuffer.wrap(NOTHING)));
        assertThat(skipped.getAction()).isEqualTo(UpdateAction.SKIP);
        assertThat(skipped.getValues().remaining()).isZero();
        assertThat(skipped.getOptimizer()).as("no optimizer made an update").isEmpty();
        assertThat(skipped.getAppliedBy()).isEqualTo(AppliedBy.NONE);
        GradientBlock.Builder next = step(1, 2).setValues(Gradients.values(7, 5));
        GradientBlock.Builder nextThere = step(1, 1).setValues(Gradients.values(7, 5));
        assertThat(answered(next).getValues())
                .isEqualTo(answer(expected.send(nextThere.build())).getValues());
    }

    @Test
    void a_job_may_begin_with_a_skip() {
        answered(step(1, 0).setKind(GradientKind.SKIP));
        assertThat(answered(step(1, 1)).getMemoryAge()).isEqualTo(1);
        world.commit();
        world.crash();
        assertThat(answered(step(1, 2)).getMemoryAge()).isEqualTo(2);
    }

    @Test
    void after_closing_gradients_are_refused_until_a_higher_attempt() {
        answered(step(1, 0));
        UpdateBlock closed = answered(step(1, 1).setKind(GradientKind.CLOSE));
        assertThat(closed.getAction()).isEqualTo(UpdateAction.SKIP);
        assertThat(answered(step(1, 1).setKind(GradientKind.CLOSE))).isEqualTo(closed);
        assertRejected(step(1, 2), RejectionReason.CLOSED);
        assertRejected(step(0, 2), RejectionReason.CLOSED);
        assertThat(answered(step(2, 2)).getMemoryAge()).isEqualTo(1);
    }

    @Test
    void what_is_stored_of_a_closed_block_is_next_to_nothing() {
        for (long step = 0; step < 40; step++) {
            answered(step(1, step));
        }
        assertThat(world.counters().count(Event.SNAPSHOTS)).isGreaterThan(1);
        int whole = world.snapshots().contents().values().stream()
                .mapToInt(String::length)
                .sum();
        answered(step(1, 40).setKind(GradientKind.CLOSE));
        assertThat(world.snapshots().contents().values().stream()
                        .mapToInt(String::length)
                        .sum())
                .isLessThan(whole / 5);
        world.commit();
        world.crash();
        assertRejected(step(1, 41), RejectionReason.CLOSED);
    }

    @Test
    void after_the_idle_time_anything_opens_a_closed_block() {
        answered(step(1, 0).setKind(GradientKind.CLOSE));
        long later = 1_000 + Duration.ofHours(24).toMillis();
        assertThat(reason(world.send(step(0, 0).build(), later))).isEqualTo(RejectionReason.CLOSED);
        assertThat(answer(world.send(step(0, 0).build(), later + 1)).getMemoryAge())
                .isEqualTo(1);
    }

    @Test
    void after_the_idle_time_memory_starts_afresh_by_the_records_own_timestamps() {
        answered(step(1, 0));
        long idle = Duration.ofHours(24).toMillis();
        assertThat(answer(world.send(step(1, 1).build(), 1_000 + idle)).getMemoryAge())
                .isEqualTo(2);
        world.commit();
        world.crash();
        assertThat(answer(world.send(step(1, 2).build(), 1_001 + 2 * idle)).getMemoryAge())
                .isEqualTo(1);
        world.commit();
        world.crash();
        assertThat(answer(world.send(step(1, 3).build(), 1_002 + 2 * idle)).getMemoryAge())
                .isEqualTo(2);
    }

    @Test
    void an_unknown_optimizer_is_rejected_in_replay_too_even_if_it_is_known_by_then() {
        answered(step(1, 0));
        assertRejected(step(1, 2).setOptimizer("a@4"), RejectionReason.UNKNOWN_OPTIMIZER);
        world.commit();
        world.publish("a@4", Optimizers.of(new AdamSpec(0.1f, 0.9f, 0.99f, 1e-8f)));
        world.crash();
        UpdateBlock update = answered(step(1, 2));
        assertThat(update.getMemoryAge()).isEqualTo(2);
    }

    @Test
    void an_optimizer_with_another_kind_of_memory_starts_it_afresh() {
        answered(step(1, 0));
        UpdateBlock update = answered(step(1, 2).setOptimizer("b@1"));
        assertThat(update.getOptimizer()).isEqualTo("b@1");
        assertThat(update.getMemoryAge()).isEqualTo(1);
    }

    @Test
    void malformed_records_are_rejected_and_the_job_is_told_where_it_can_be() {
        byte[] key = "job/dense/w/0".getBytes(StandardCharsets.UTF_8);
        byte[] good = Wire.gradients().encode(step(1, 0).build());
        assertRejected(null, good, 0, RejectionReason.NULL_KEY, false);
        assertRejected(new byte[] {'x'}, good, 0, RejectionReason.MALFORMED_KEY, false);
        assertRejected(key, NOTHING, 0, RejectionReason.UNDECODABLE, true);
        assertRejected(key, null, 0, RejectionReason.UNDECODABLE, true);
        assertRejected(key, java.util.Arrays.copyOf(good, 30), 0, RejectionReason.UNDECODABLE, true);
        byte[] unknown = good.clone();
        unknown[3] ^= 1;
        assertRejected(key, unknown, 0, RejectionReason.UNKNOWN_SCHEMA, true);
        assertRejected(key, good, -1, RejectionReason.BAD_TIMESTAMP, true);
        byte[] otherKey = "job/dense/w/1".getBytes(StandardCharsets.UTF_8);
        assertRejected(otherKey, good, 0, RejectionReason.KEY_MISMATCH, true);
        assertThat(answered(step(1, 0)).getMemoryAge()).isEqualTo(1);
    }

    @Test
    void gradients_that_cannot_be_stepped_are_rejected_with_their_step() {
        assertRejected(step(1, 0).setValues(ByteBuffer.wrap(new byte[5])), RejectionReason.WRONG_LENGTH);
        assertRejected(step(1, 0).setValues(ByteBuffer.wrap(NOTHING)), RejectionReason.EMPTY);
        assertRejected(step(1, 0).setValues(ByteBuffer.wrap(new byte[65_537 * 4])), RejectionReason.TOO_LONG);
        assertRejected(step(1, 0).setValues(Gradients.bytes(1, Float.NaN)), RejectionReason.NOT_FINITE);
        assertRejected(step(1, 0).setValues(Gradients.bytes(Float.NEGATIVE_INFINITY)), RejectionReason.NOT_FINITE);
        assertRejected(step(1, 0).setKind(GradientKind.UNKNOWN), RejectionReason.UNKNOWN_KIND);
        assertRejected(
                step(1, 0).setKind(GradientKind.SHADOW).setValues(Gradients.bytes(1, Float.NaN)),
                RejectionReason.NOT_FINITE);
        assertRejected(step(1, 0).setEncoding(ElementEncoding.UNKNOWN), RejectionReason.UNKNOWN_ENCODING);
        assertRejected(step(1, 0).setApplied(Gradients.bytes(1)), RejectionReason.WRONG_LENGTH);
        assertRejected(step(1, 0).setUpdateScale(-1), RejectionReason.BAD_SETTING);
        assertRejected(step(1, 0).setUpdateScale(Float.NaN), RejectionReason.BAD_SETTING);
        assertRejected(step(1, 0).setFallbackRate(Float.POSITIVE_INFINITY), RejectionReason.BAD_SETTING);
        assertRejected(step(1, 0).setSpread(2), RejectionReason.BAD_SETTING);
        assertRejected(step(1, -1), RejectionReason.BAD_SETTING);
        assertRejected(step(-1, 0), RejectionReason.BAD_SETTING);
        assertRejected(step(1, 0).setOptimizer("no such"), RejectionReason.UNKNOWN_OPTIMIZER);
        assertThat(answered(step(1, 0)).getMemoryAge()).isEqualTo(1);
    }

    @Test
    void without_memory_left_new_blocks_are_refused_until_a_new_attempt() {
        World small = new World(World.SETTINGS, 2_500);
        assertThat(answer(small.send(step(1, 0).build())).getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(reason(small.send(Gradients.of("two", 0, 1, 0).build()))).isEqualTo(RejectionReason.REFUSED_MEMORY);
        small.send(step(1, 1).setKind(GradientKind.CLOSE).build());
        small.commit();
        small.crash();
        assertThat(reason(small.send(Gradients.of("two", 0, 1, 1).build()))).isEqualTo(RejectionReason.REFUSED_MEMORY);
        assertThat(answer(small.send(Gradients.of("two", 0, 2, 1).build())).getMemoryAge())
                .isEqualTo(1);
    }

    @Test
    void idle_blocks_make_room_and_come_back_with_their_memory() {
        World small = new World(World.SETTINGS, 2_500);
        World expected = new World();
        for (long step = 0; step < 12; step++) {
            for (String job : List.of("one", "two")) {
                GradientBlock gradient = Gradients.of(job, 0, 1, step).build();
                long timestamp = 100_000 * (2 * step + (job.equals("two") ? 1 : 0));
                assertThat(small.send(gradient, timestamp)).isEqualTo(expected.send(gradient, timestamp));
            }
        }
        assertThat(small.counters().count(Event.EVICTIONS)).isEqualTo(23);
    }

    @Test
    void idle_blocks_of_one_partition_make_room_for_another_and_come_back_with_their_memory() {
        World expected = new World();
        World.Answer first = expected.send(step(1, 0).build());
        Instance instance = Instance.with(expected.liveBytes() * 5 / 4);
        World idle = new World(World.SETTINGS, instance);
        World busy = new World(World.SETTINGS, instance);
        assertThat(idle.send(step(1, 0).build())).isEqualTo(first);
        assertThat(reason(busy.send(Gradients.of("two", 0, 1, 0).build()))).isEqualTo(RejectionReason.REFUSED_MEMORY);
        idle.partition().keepUp(1_000_000);
        assertThat(instance.counters().count(Event.EVICTIONS)).isEqualTo(1);
        assertThat(answer(busy.send(Gradients.of("three", 0, 1, 0).build())).getAction())
                .isEqualTo(UpdateAction.APPLY);
        assertThat(idle.send(step(1, 1).build()))
                .isEqualTo(expected.send(step(1, 1).build()));
    }

    private UpdateBlock answered(GradientBlock.Builder gradient) {
        return answer(world.send(gradient.build()));
    }

    private static UpdateBlock answer(World.Answer answer) {
        return Objects.requireNonNull(answer.update());
    }

    private static RejectionReason reason(World.Answer answer) {
        return RejectionReason.ofCode(Objects.requireNonNull(answer(answer).getReason()))
                .orElseThrow();
    }

    private void assertRejected(GradientBlock.Builder gradient, RejectionReason expected) {
        UpdateBlock answer = answered(gradient);
        assertThat(answer.getAction()).isEqualTo(UpdateAction.REJECTED);
        assertThat(answer.getReason()).isEqualTo(expected.code());
        assertThat(answer.getStep()).isEqualTo(gradient.getStep());
        assertThat(answer.getAttempt()).isEqualTo(gradient.getAttempt());
        World.Answer laidAside = world.answers().get(world.answers().size() - 2);
        assertThat(laidAside.rejection()).isEqualTo(expected);
        assertThat(laidAside.offset()).isEqualTo(world.logSize() - 1);
    }

    private void assertRejected(
            byte @org.jspecify.annotations.Nullable [] key,
            byte @org.jspecify.annotations.Nullable [] value,
            long timestamp,
            RejectionReason expected,
            boolean isTold) {
        int before = world.answers().size();
        world.append(key, value, timestamp);
        world.deliverAll();
        List<World.Answer> answers =
                world.answers().subList(before, world.answers().size());
        assertThat(answers.get(0).rejection()).isEqualTo(expected);
        assertThat(answers).hasSize(isTold ? 2 : 1);
    }
}
