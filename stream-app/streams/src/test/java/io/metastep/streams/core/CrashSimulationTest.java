package io.metastep.streams.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random logs through random crashes: the answers, the trajectory segments and the comparisons must be those of a run over the
 * same log that never stopped. More seeds with {@code -Dmetastep.seeds=3000}.
 */
class CrashSimulationTest {
    private static final int SEEDS = Integer.getInteger("metastep.seeds", 80);
    private static final int RECORDS = 160;
    private static final long PLENTY = 1L << 40;
    private static final List<String> VERSIONS = List.of("a@1", "a@2", "a@3", "b@1", "", "a@9");

    private final long[] attempts = new long[3];
    private final long[] steps = new long[3];
    private long timestamp;

    private final boolean[] shadows = new boolean[3];

    private final Set<SegmentEnd> ends = EnumSet.noneOf(SegmentEnd.class);
    private final Set<StepMask> masks = EnumSet.noneOf(StepMask.class);
    private int compared;

    private World filled(long seed, World world) {
        Random random = new Random(seed);
        timestamp = 1_000;
        for (int job = 0; job < attempts.length; job++) {
            attempts[job] = 1;
            steps[job] = 0;
            shadows[job] = job == 1;
        }
        while (world.logSize() < RECORDS) {
            extend(world, random);
        }
        for (int change = 0; change < 6; change++) {
            world.publish(random.nextInt(RECORDS), VERSIONS.get(random.nextInt(VERSIONS.size())));
        }
        return world;
    }

    private void extend(World world, Random random) {
        int job = random.nextInt(attempts.length);
        timestamp += random.nextInt(1_000) == 0 ? 90_000_000 : random.nextInt(100);
        switch (random.nextInt(30)) {
            case 0 -> restart(job, random);
            case 1 -> steps[job] += 2;
            case 2 -> steps[job] = Math.max(0, steps[job] - 1);
            case 3 -> shadows[job] = random.nextInt(3) == 0 ? !shadows[job] : shadows[job];
            case 4 -> world.append(new byte[] {'x'}, null, timestamp);
            default -> step(world, job, random);
        }
    }

    private void restart(int job, Random random) {
        attempts[job]++;
        steps[job] = random.nextInt((int) steps[job] + 1);
    }

    private void step(World world, int job, Random random) {
        for (int block = 0; block < 2; block++) {
            GradientBlock.Builder gradient = Gradients.of("job" + job, block, attempts[job], steps[job])
                    .setLoss(random.nextInt(60) == 0 ? null : random.nextDouble());
            if (shadows[job]) {
                gradient.setKind(GradientKind.SHADOW).setApplied(Gradients.values(steps[job], Gradients.COORDINATES));
            }
            switch (random.nextInt(40)) {
                case 0 -> gradient.setKind(GradientKind.SKIP);
                case 1 -> gradient.setKind(GradientKind.CLOSE);
                case 2 -> gradient.setOptimizer("a@2");
                case 3 -> gradient.setAttempt(attempts[job] - 1);
                case 4 -> gradient.setValues(Gradients.bytes(1, 2)).setApplied(null);
                case 5 -> gradient.setApplied(Gradients.values(job, Gradients.COORDINATES));
                case 6 -> gradient.setWorkload("other");
                case 7 -> gradient.setParameterStep(Math.max(0, steps[job] - 1));
                case 8 -> gradient.setApplied(null);
                default -> gradient.setUpdateScale(1);
            }
            world.append(gradient.build(), timestamp);
        }
        steps[job]++;
    }

    private static void crashAlong(World world, Random random) {
        int at = 0;
        while (at < world.logSize()) {
            at = Math.min(world.logSize(), at + 1 + random.nextInt(25));
            world.deliver(at);
            at = disturb(world, random, at);
        }
    }

    private static int disturb(World world, Random random, int at) {
        switch (random.nextInt(6)) {
            case 0 -> world.crash();
            case 1 -> world.reinitialize();
            case 2 -> world.drain();
            case 3 -> {
                world.commit();
                world.crash();
                world.skipTo(Math.min(world.logSize(), at + random.nextInt(10)));
            }
            default -> world.commit();
        }
        return (int) world.delivered();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void no_crash_changes_any_answer_segment_or_comparison(Encoding encoding) {
        CoreSettings usual = World.SETTINGS.with(encoding);
        CoreSettings tight = World.TIGHT.with(encoding);
        for (long seed = 0; seed < SEEDS; seed++) {
            World expected = filled(seed, new World(usual, PLENTY));
            expected.deliverAll();
            int threads = 1 + (int) (seed % 3);
            World world =
                    filled(seed, seed % 2 == 0 ? new World(usual, PLENTY, threads) : new World(tight, 6_000, threads));
            crashAlong(world, new Random(seed));
            world.append(new byte[] {'x'}, null, timestamp);
            world.deliverAll();
            expected.append(new byte[] {'x'}, null, timestamp);
            expected.deliverAll();
            assertSame(seed, world.answers(), expected.answers());
            assertSame(seed, world.emissions(), expected.emissions());
            assertSame(seed, world.compared(), expected.compared());
            expected.segments().forEach(this::take);
            compared += expected.compared().size();
        }
        assertThat(compared).isGreaterThan(10 * SEEDS);
        assertThat(masks)
                .containsExactlyInAnyOrder(StepMask.LEARNED, StepMask.REPLACED, StepMask.FALLBACK, StepMask.SHADOW);
        assertThat(ends)
                .containsExactlyInAnyOrder(
                        SegmentEnd.COMPLETE,
                        SegmentEnd.GAP,
                        SegmentEnd.ATTEMPT,
                        SegmentEnd.VERSION,
                        SegmentEnd.MODE,
                        SegmentEnd.SETTINGS,
                        SegmentEnd.LOSS,
                        SegmentEnd.CLOSE,
                        SegmentEnd.GUARD);
    }

    private void take(TrajectorySegment segment) {
        ends.add(segment.getEnd());
        segment.getSteps().forEach(step -> masks.add(step.getMask()));
    }

    private static <T> void assertSame(long seed, List<T> answers, List<T> expected) {
        for (int i = 0; i < Math.min(answers.size(), expected.size()); i++) {
            assertThat(answers.get(i)).as("seed %s, item %s", seed, i).isEqualTo(expected.get(i));
        }
        assertThat(answers).as("seed %s", seed).hasSameSizeAs(expected);
    }
}
