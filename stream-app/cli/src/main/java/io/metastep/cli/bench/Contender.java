package io.metastep.cli.bench;

import java.util.function.Supplier;

/**
 * One implementation in a comparison.
 *
 * @param name for people and for JSON
 * @param work makes one thread's share of the work; what it returns is run again and again by that thread
 * @param coordinateStepsPerRun coordinate-steps of one run
 */
record Contender(String name, Supplier<Runnable> work, long coordinateStepsPerRun) {}
