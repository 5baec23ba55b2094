package io.metastep.cli.bench;

import io.metastep.cli.terminal.Progress;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.ShippedOptimizers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Speed of one kernel on one thread. */
public final class KernelRate {

    private static final Duration ROUND = Duration.ofSeconds(1);

    private KernelRate() {}

    /** Coordinate-steps per second of the first optimizer that ships, on so many blocks of that size in turn. */
    public static double ofShipped(int blocks, int coordinates) {
        OptimizerFile file = ShippedOptimizers.all().get(0);
        Contender contender = KernelContenders.vector(file.spec(), file.parameters(), blocks, coordinates);
        return new Race(List.of(contender), 1, ROUND.toNanos())
                .run(new Progress("", 1, InstantSource.system()))
                .getOrDefault(contender.name(), Measured.NOTHING)
                .rate();
    }
}
