/**
 * The demo: a broker, the application and a handful of training jobs in one process, each job beside hand-designed optimizers
 * at tuned rates, and a verdict.
 *
 * <p>Jobs run on one thread each and share one client; baselines are tuned and run in process on all cores before and after,
 * so that they do not disturb the jobs' latencies.
 */
@NullMarked
package io.metastep.cli.demo;

import org.jspecify.annotations.NullMarked;
