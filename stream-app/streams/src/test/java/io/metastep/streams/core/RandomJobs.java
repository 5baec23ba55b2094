package io.metastep.streams.core;

import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import java.util.Random;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Jobs of some blocks that skip, stumble, lose their way, and restart from their checkpoints again and again. */
final class RandomJobs {
    private static final int JOBS = 2;
    private static final int BLOCKS = 2;

    private final Random random;
    private final long[] attempts = new long[JOBS];
    private final long[] steps = new long[JOBS];
    private final int[] badSteps = new int[JOBS];
    private final boolean[] shadows = new boolean[JOBS];
    private long timestamp = 1_000;

    RandomJobs(Random random) {
        this.random = random;
        for (int job = 0; job < JOBS; job++) {
            attempts[job] = 1;
            steps[job] = random.nextInt(3);
        }
    }

    /** The next records, none or some, with their timestamp. */
    void extend(ObjLongConsumer<GradientBlock> log) {
        int job = random.nextInt(JOBS);
        timestamp += random.nextInt(1_000) == 0 ? 90_000_000 : random.nextInt(100);
        switch (random.nextInt(40)) {
            case 0, 1 -> restart(job);
            case 2 -> steps[job] += 1 + random.nextInt(3);
            case 3 -> steps[job] = Math.max(0, steps[job] - 1);
            case 4 -> shadows[job] = !shadows[job];
            default -> step(job, log);
        }
    }

    private void restart(int job) {
        attempts[job]++;
        steps[job] = random.nextInt((int) steps[job] + 3);
    }

    private void step(int job, ObjLongConsumer<GradientBlock> log) {
        Double loss = loss(job);
        for (int block = 0; block < BLOCKS; block++) {
            GradientBlock.Builder gradient =
                    Gradients.of("job" + job, block, attempts[job], steps[job]).setLoss(loss);
            if (shadows[job]) {
                gradient.setKind(GradientKind.SHADOW).setApplied(Gradients.values(job, Gradients.COORDINATES));
            }
            switch (random.nextInt(60)) {
                case 0 -> gradient.setKind(GradientKind.SKIP);
                case 1 -> gradient.setKind(random.nextInt(5) == 0 ? GradientKind.CLOSE : GradientKind.SKIP);
                case 2 -> gradient.setOptimizer(random.nextBoolean() ? "a@2" : "a@9");
                case 3 -> gradient.setOptimizer("a@9").setStep(steps[job] + random.nextInt(6));
                case 4 -> gradient.setAttempt(Math.max(0, attempts[job] - 1));
                case 5 -> gradient.setValues(Gradients.bytes(1, 2)).setApplied(null);
                default -> gradient.setUpdateScale(1);
            }
            log.accept(gradient.build(), timestamp);
        }
        steps[job]++;
    }

    private @Nullable Double loss(int job) {
        badSteps[job] = random.nextInt(30) == 0 ? 2 + random.nextInt(4) : badSteps[job] - 1;
        return switch (random.nextInt(40)) {
            case 0 -> null;
            case 1 -> Double.NaN;
            default -> badSteps[job] > 0 ? 9 : 1 + 0.2 * random.nextDouble();
        };
    }
}
