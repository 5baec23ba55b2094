package io.metastep.cli.demo;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.SgdSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The hand-designed optimizers that the learned one is compared with, in the order of the tables. */
enum Rival {
    SGD("SGD"),
    NESTEROV("Nesterov"),
    ADAM("Adam");

    private final String title;

    Rival(String title) {
        this.title = title;
    }

    /** An optimizer whose rate is left open. */
    interface Family {
        OptimizerSpec at(float rate);
    }

    /** For people. */
    String title() {
        return title;
    }

    /** For JSON. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is tuned: each of these over its rate; the first is searched over the whole range. */
    List<Family> families() {
        return switch (this) {
            case SGD -> List.of(SgdSpec::new);
            case NESTEROV ->
                Stream.of(0.9f, 0.8f, 0.95f, 0.97f).map(Rival::nesterov).toList();
            case ADAM -> List.of(rate -> new AdamSpec(rate, 0.9f, 0.999f, 1e-8f));
        };
    }

    private static Family nesterov(float momentum) {
        return rate -> new MomentumSpec(rate, momentum, true);
    }
}
