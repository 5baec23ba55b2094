package io.metastep.cli.bench.learn;

import java.util.List;
import java.util.stream.Stream;

/** One thing at a time that is other than by default. */
enum Factor {
    MU,
    KAPPA,
    STALENESS,
    SAMPLING;

    /** What is compared. */
    List<Condition> conditions() {
        Condition standard = Condition.STANDARD;
        return switch (this) {
            case MU -> Stream.of(0.0, 0.5, 0.7, 1.0).map(standard::mu).toList();
            case KAPPA -> Stream.of(0.0, 2.0, 8.0).map(standard::kappa).toList();
            case STALENESS ->
                Stream.of(0, 5, 25)
                        .flatMap(delay -> Stream.of(0.0, 2.0).map(standard.delay(delay)::kappa))
                        .toList();
            case SAMPLING -> Stream.of(0.02, 0.1, 0.5).map(standard::share).toList();
        };
    }

    /** What a condition is called beside the others. */
    String name(Condition condition) {
        return switch (this) {
            case MU -> "mu " + condition.mu();
            case KAPPA -> "kappa " + condition.kappa();
            case STALENESS -> "delay %d, kappa %s".formatted(condition.delay(), condition.kappa());
            case SAMPLING -> "share " + condition.share();
        };
    }
}
