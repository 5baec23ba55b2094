/**
 * The tasks people train: random quadratics and perceptrons on digit images, with the readers and the drawing program that
 * supply the images.
 *
 * <p>A {@link io.metastep.optimizees.Task} names a family of problems; opening it with a seed gives an
 * {@link io.metastep.optimizees.Optimizee}, one member with its initial parameters and its sequence of minibatches.
 *
 * <p>Invariants: everything is a pure function of seed, step and parameters, so two openings with the same seed return the
 * same bits. Parameters and gradients cross the interface as one {@code float[]} per tensor, row-major, owned by the caller.
 *
 * <p>Threads: a Task is immutable and may be shared; an Optimizee owns buffers and belongs to one thread at a time. ND4J and
 * its BLAS are told to use one thread per call, because callers run optimizees side by side.
 *
 * <p>Allowed dependencies: ND4J and SLF4J. Nothing of ours, no Kafka, no Avro.
 */
@NullMarked
package io.metastep.optimizees;

import org.jspecify.annotations.NullMarked;
