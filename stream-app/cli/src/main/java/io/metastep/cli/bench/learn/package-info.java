/**
 * What decides how well an optimizer learns from live jobs: fleets of jobs on the application's own core, and the learner's own core
 * behind them, without Kafka and without a clock, so that a run depends on its settings and its seed alone.
 *
 * <p>A fleet and its learner belong to one thread; several stand beside each other.
 */
@NullMarked
package io.metastep.cli.bench.learn;

import org.jspecify.annotations.NullMarked;
