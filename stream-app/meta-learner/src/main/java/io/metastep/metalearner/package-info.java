/**
 * Meta-training: learning the optimizer from trajectories of gradients and losses.
 *
 * <p>The heart is {@link io.metastep.metalearner.Trajectory} (what was logged), {@link io.metastep.metalearner.Credits} (what
 * an update earned) and {@link io.metastep.metalearner.MetaGradient} (the total derivative through the optimizer's memory);
 * they do not know where a trajectory comes from. {@link io.metastep.metalearner.MetaTraining} makes trajectories in process.
 *
 * <p>Invariants: with credits given, a trajectory is all that a meta-gradient needs. Credits need no more than that either if
 * gradients are taken not to depend on the meta-parameters (Andrychowicz et al. 2016, section 2.1); {@link
 * io.metastep.metalearner.ProbedCredits} drop that assumption and ask the running job. Results depend on seeds and settings,
 * never on threads or time.
 *
 * <p>Threads: meta-training runs jobs on threads of its own, named {@code meta-training-n}; listeners are called by the thread
 * that called {@code run}. All other classes belong to one thread at a time.
 *
 * <p>Allowed dependencies: schemas, optimizer, optimizees, the Kafka clients (not Kafka Streams), SLF4J.
 */
@NullMarked
package io.metastep.metalearner;

import org.jspecify.annotations.NullMarked;
