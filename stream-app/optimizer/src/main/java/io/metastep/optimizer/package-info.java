/**
 * The mathematics of Metastep: optimizers as pure functions from gradients and state to updates, learned (a
 * coordinatewise LSTM, Andrychowicz et al. 2016) and hand-designed, back-propagation through an unroll, and the
 * optimizer file.
 *
 * <p>Invariants: an update is ADDED by whoever applies it, its sign and scale are inside. Results are deterministic: the
 * scalar kernel is the specification, and the vector kernel in {@code io.metastep.optimizer.vector} returns the same
 * bits at any vector width. Coordinates do not see each other.
 *
 * <p>Threads: records are immutable; {@link io.metastep.optimizer.Optimizer}, {@link io.metastep.optimizer.Unroll} and
 * {@link io.metastep.optimizer.BlockState} are confined to one thread at a time ({@code fork()} makes another).
 *
 * <p>Allowed dependencies: the JDK, SLF4J and Jackson. No Kafka, no Avro, no ND4J; nothing outside the {@code vector}
 * package refers to the incubator module.
 */
@NullMarked
package io.metastep.optimizer;

import org.jspecify.annotations.NullMarked;
