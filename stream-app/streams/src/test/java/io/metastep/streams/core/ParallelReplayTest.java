package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.streams.core.Counters.Event;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParallelReplayTest {
    private static final int BLOCKS = 11;
    private static final int RECORDS = 700;
    private static final int SEEDS = 40;

    /** Jobs that step, shadow, skip, close, begin anew and send what is rejected. */
    private static World filled(long seed, int threads) {
        World world = new World(World.SETTINGS, 1L << 40, threads);
        Random random = new Random(seed);
        long[] steps = new long[BLOCKS];
        long[] attempts = new long[BLOCKS];
        world.publish(200, "a@2");
        world.publish(400, "b@1");
        for (int i = 0; i < RECORDS; i++) {
            int block = random.nextInt(BLOCKS);
            world.append(gradient(random, block, attempts, steps));
        }
        world.deliverAll();
        world.commit();
        return world;
    }

    private static GradientBlock gradient(Random random, int block, long[] attempts, long[] steps) {
        int what = random.nextInt(80);
        if (what == 0) {
            attempts[block]++;
            steps[block] = Math.max(0, steps[block] - random.nextInt(3));
        }
        GradientBlock.Builder gradient = Gradients.of("job" + block % 3, block, attempts[block], steps[block]++)
                .setLoss(random.nextDouble());
        return switch (what) {
            case 1 -> gradient.setKind(GradientKind.SKIP).build();
            case 2 -> gradient.setKind(GradientKind.CLOSE).build();
            case 3 -> gradient.setValues(Gradients.bytes(1, 2)).build();
            case 4 -> gradient.setOptimizer("a@9").build();
            case 5, 6, 7 -> gradient.setKind(GradientKind.SHADOW).build();
            default -> gradient.build();
        };
    }

    /** What lies in the tables after all memory was written out: all bits of all blocks. */
    private static Map<String, String> drained(World world) {
        world.headers().writes().clear();
        world.drain();
        return world.everything();
    }

    private static World recovered(long seed, int threads) {
        World world = filled(seed, threads);
        world.crash();
        assertThat(world.counters().count(Event.REPLAYED)).isPositive();
        return world;
    }

    @Test
    void any_number_of_threads_rebuilds_the_bits_of_a_run_that_never_stopped() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Map<String, String> expected = drained(filled(seed, 1));
            assertThat(expected).hasSizeGreaterThan(BLOCKS);
            for (int threads : new int[] {1, 2, 3, 16}) {
                assertThat(drained(recovered(seed, threads)))
                        .as("seed %s, %s threads", seed, threads)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void who_holds_the_floor_back_is_the_same() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World expected = filled(seed, 1);
            drained(expected);
            World world = recovered(seed, 3);
            drained(world);
            assertThat(world.headers().writes())
                    .as("seed %s", seed)
                    .isEqualTo(expected.headers().writes())
                    .isNotEmpty();
        }
    }

    @Test
    void what_breaks_in_a_lane_stops_the_recovery() {
        World world = filled(1, 3);
        world.publish("a@1", new Broken(world.optimizer("a@1")));
        world.publish("a@2", new Broken(world.optimizer("a@2")));
        world.publish("b@1", new Broken(world.optimizer("b@1")));
        assertThatThrownBy(world::crash)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    /** An optimizer that cannot step. */
    private record Broken(@Nullable Optimizer whole) implements Optimizer {
        @Override
        public OptimizerSpec spec() {
            return Objects.requireNonNull(whole).spec();
        }

        @Override
        public void step(BlockState state, float[] gradient, float[] update, boolean sparse) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Optimizer fork() {
            return this;
        }

        @Override
        public String kernel() {
            return "broken";
        }
    }
}
