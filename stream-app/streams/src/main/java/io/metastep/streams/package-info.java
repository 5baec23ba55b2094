/**
 * The Kafka Streams application: turns gradients into updates, exactly once, with a memory that outlives crashes.
 *
 * <p>What others use is {@link io.metastep.streams.ApplicationSettings}, {@link
 * io.metastep.streams.MetastepApplication} and the exceptions they name. The rest are thin adapters between Kafka and the
 * deterministic core in {@link io.metastep.streams.core}: they move bytes, decide nothing and calculate nothing.
 *
 * <p>Threads: one stream thread owns a task and with it its {@code GradientProcessor}; the application object may be used
 * from any thread.
 *
 * <p>May depend on kafka-streams, kafka-clients, the schemas and optimizer modules.
 */
@NullMarked
package io.metastep.streams;

import org.jspecify.annotations.NullMarked;
