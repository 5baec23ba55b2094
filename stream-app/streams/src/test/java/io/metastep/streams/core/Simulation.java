package io.metastep.streams.core;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Runs a simulation for many seeds. A failure says how to run its seed again; {@code -Dmetastep.seeds=3000} runs more seeds,
 * {@code -Dmetastep.seed=17} only that one.
 */
final class Simulation {
    private static final Long ONE = Long.getLong("metastep.seed");

    private Simulation() {}

    /** Whether only one seed is run, so that nothing can be said of all. */
    static boolean isSingle() {
        return ONE != null;
    }

    static void run(Class<?> test, int seeds, LongConsumer oneRun) {
        LongStream chosen =
                ONE == null ? LongStream.range(0, Integer.getInteger("metastep.seeds", seeds)) : LongStream.of(ONE);
        chosen.forEach(seed -> run(test, seed, oneRun));
    }

    private static void run(Class<?> test, long seed, LongConsumer oneRun) {
        try {
            oneRun.accept(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "Seed " + seed + " fails; again with: mvn test -pl stream-app/streams -am -Dtest="
                            + test.getSimpleName() + " -Dsurefire.failIfNoSpecifiedTests=false -Dmetastep.seed=" + seed,
                    e);
        }
    }
}
