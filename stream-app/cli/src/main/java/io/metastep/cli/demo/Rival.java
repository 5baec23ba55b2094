package io.metastep.cli.demo;

import io.metastep.metalearner.Baseline;
import java.util.Locale;

/** The hand-designed optimizers that the learned one is compared with, in the order of the tables. */
enum Rival {
    SGD("SGD", Baseline.SGD),
    NESTEROV("Nesterov", Baseline.NESTEROV),
    ADAM("Adam", Baseline.ADAM);

    private final String title;
    private final Baseline baseline;

    Rival(String title, Baseline baseline) {
        this.title = title;
        this.baseline = baseline;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** For JSON. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is tuned. */
    Baseline baseline() {
        return baseline;
    }
}
