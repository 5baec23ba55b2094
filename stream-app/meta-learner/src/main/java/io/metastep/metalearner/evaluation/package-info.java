/**
 * Evaluation: learned optimizers against tuned hand-designed ones, and what the difference is worth.
 *
 * <p>A {@link io.metastep.metalearner.evaluation.Suite} is a list of tasks; {@link
 * io.metastep.metalearner.evaluation.TaskEvaluation} tunes the baselines of one task on seeds of their own and then trains
 * the same members with every optimizer. A {@link io.metastep.metalearner.evaluation.TaskResult} is everything that reports
 * are made of.
 *
 * <p>Invariants: all optimizers of a task start from the same points and see the same minibatches; a result depends on
 * settings and seeds only, times apart. What is not a finite number (a run that diverged, an interval from one seed) is NaN.
 *
 * <p>Threads: work is spread over {@link io.metastep.metalearner.Workers}; listeners are called by any of them.
 *
 * <p>Allowed dependencies: optimizer, optimizees, and the search for baselines.
 */
@NullMarked
package io.metastep.metalearner.evaluation;

import org.jspecify.annotations.NullMarked;
