/**
 * What jobs and instances are at, for people and tools: the topics {@code activity} and {@code status}.
 *
 * <p>A task of gradients says once a second what happened to its jobs ({@link io.metastep.streams.status.ActivityWriter}); the
 * task that owns a job's home sums that up ({@link io.metastep.streams.status.StatusProcessor}). All of it is soft state: it is
 * there again a second after a restart, and nothing that can be wrong with it stops a thread.
 *
 * <p>May depend on kafka-streams, the core, and the schemas module; knows nothing of the adapters in {@code
 * io.metastep.streams}.
 */
@NullMarked
package io.metastep.streams.status;

import org.jspecify.annotations.NullMarked;
