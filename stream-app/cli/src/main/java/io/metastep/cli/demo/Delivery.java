package io.metastep.cli.demo;

import io.metastep.cli.terminal.Numbers;

/**
 * Whether the pipeline did what it promises.
 *
 * @param expected updates, one for each block and step
 * @param applied updates that arrived and were added, each counted once
 * @param rejected records in the topic of rejections
 */
record Delivery(long expected, long applied, long rejected) {

    /** Every update once, nothing rejected. */
    boolean isComplete() {
        return rejected == 0 && applied == expected;
    }

    String sentence() {
        return "%s: %s of %s, %s rejected."
                .formatted(
                        isComplete()
                                ? "Every update was applied exactly once"
                                : "NOT every update was applied exactly once",
                        Numbers.count(applied),
                        Numbers.count(expected),
                        Numbers.count(rejected));
    }
}
