package io.metastep.optimizees;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A family made of families: the seed decides which of them a member is of, each as likely as its share of the list.
 *
 * @param name with the alternatives in it, as {@link TaskCatalogue#parse} reads it
 * @param alternatives what members may be
 */
record MixedTask(String name, List<Task> alternatives) implements Task {
    private static final long CHOICE_STREAM = 0x6d69_7865_64L;

    MixedTask {
        alternatives = List.copyOf(alternatives);
    }

    @Override
    public Optimizee open(long seed) {
        return alternative(seed).open(seed);
    }

    Task alternative(long seed) {
        SplittableRandom random = Streams.of(seed, CHOICE_STREAM);
        return alternatives.get(random.nextInt(alternatives.size()));
    }
}
