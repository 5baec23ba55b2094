package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.GradientKind;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.core.Counters.Event;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StateLimitsTest {
    private static final long PLENTY = 1 << 30;

    /** What one block of these tests has in memory. */
    private static final long BLOCK = blockBytes();

    private static final long IDLE = 100_000;

    @Test
    void a_job_with_all_its_state_gets_no_more_blocks_and_others_do() {
        World world = world(PLENTY, 2 * BLOCK, PLENTY);
        assertApplied(world, "greedy", 0, 1);
        assertApplied(world, "greedy", 1, 1);
        assertRefused(world, "greedy", 2, 1);
        assertApplied(world, "modest", 0, 1);
        assertThat(answer(world.send(Gradients.of("greedy", 1, 1, 1).build())).getAction())
                .isEqualTo(UpdateAction.APPLY);
    }

    @Test
    void all_jobs_together_have_a_limit_too() {
        World world = world(PLENTY, PLENTY, 2 * BLOCK);
        assertApplied(world, "one", 0, 1);
        assertApplied(world, "two", 0, 1);
        assertRefused(world, "three", 0, 1);
    }

    @Test
    void the_refusal_outlives_crash_and_limit_until_a_new_attempt() {
        World world = world(PLENTY, BLOCK, PLENTY);
        assertApplied(world, "greedy", 0, 1);
        assertRefused(world, "greedy", 1, 1);
        world.commit();
        world.restartOn(instance(PLENTY, PLENTY, PLENTY));
        UpdateBlock again = answer(world.send(Gradients.of("greedy", 1, 1, 1).build()));
        assertThat(again.getReason()).isEqualTo(RejectionReason.REFUSED_LIMIT.code());
        assertApplied(world, "greedy", 1, 2);
    }

    @Test
    void a_closed_block_gives_its_state_back() {
        World world = world(PLENTY, BLOCK, PLENTY);
        assertApplied(world, "tidy", 0, 1);
        world.send(Gradients.of("tidy", 0, 1, 1).setKind(GradientKind.CLOSE).build());
        assertApplied(world, "tidy", 1, 1);
    }

    @Test
    void blocks_that_were_written_out_still_count_also_for_whoever_takes_over() {
        World world = world(BLOCK * 3 / 2, 2 * BLOCK, PLENTY);
        for (int block = 0; block < 2; block++) {
            UpdateBlock update =
                    answer(world.send(Gradients.of("endless", block, 1, 0).build(), block * IDLE));
            assertThat(update.getAction()).isEqualTo(UpdateAction.APPLY);
        }
        assertThat(world.counters().count(Event.EVICTIONS)).isEqualTo(1);
        assertThat(answer(world.send(Gradients.of("endless", 2, 1, 0).build(), 2 * IDLE))
                        .getReason())
                .isEqualTo(RejectionReason.REFUSED_LIMIT.code());
        world.commit();
        world.restartOn(instance(PLENTY, 2 * BLOCK, PLENTY));
        assertThat(answer(world.send(Gradients.of("endless", 3, 1, 0).build(), 2 * IDLE))
                        .getReason())
                .isEqualTo(RejectionReason.REFUSED_LIMIT.code());
    }

    @Test
    void blocks_that_come_and_go_are_counted_as_a_recount_would() {
        Instance instance = instance(BLOCK * 3 / 2, PLENTY, PLENTY);
        World world = new World(World.SETTINGS, instance);
        for (long step = 0; step < 12; step++) {
            for (int block = 0; block < 3; block++) {
                world.send(Gradients.of("one", block, 1, step).build(), IDLE * (3 * step + block));
            }
        }
        assertThat(world.counters().count(Event.EVICTIONS)).isGreaterThan(20);
        long followed = instance.limits().used("one");
        world.partition().sweep(IDLE * 36);
        assertThat(instance.limits().used("one"))
                .isEqualTo(followed)
                .isEqualTo(instance.limits().used());
        world.partition().close();
        assertThat(instance.limits().used()).isZero();
    }

    private static World world(long memory, long perJob, long all) {
        return new World(World.SETTINGS, instance(memory, perJob, all));
    }

    private static Instance instance(long memory, long perJob, long all) {
        return new Instance(new MemoryBudget(memory), new StateLimits(perJob, all), new Counters(), 1);
    }

    private static long blockBytes() {
        World world = new World();
        assertApplied(world, "one", 0, 1);
        return world.liveBytes();
    }

    private static void assertApplied(World world, String job, int block, long attempt) {
        assertThat(answer(world.send(Gradients.of(job, block, attempt, 0).build()))
                        .getAction())
                .isEqualTo(UpdateAction.APPLY);
    }

    private static void assertRefused(World world, String job, int block, long attempt) {
        UpdateBlock answer =
                answer(world.send(Gradients.of(job, block, attempt, 0).build()));
        assertThat(answer.getReason()).isEqualTo(RejectionReason.REFUSED_LIMIT.code());
        assertThat(answer.getDetail()).contains("had all the state that is allowed when attempt " + attempt);
    }

    private static UpdateBlock answer(World.Answer answer) {
        return Objects.requireNonNull(answer.update());
    }
}
