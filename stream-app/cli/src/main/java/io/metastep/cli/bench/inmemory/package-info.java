/**
 * The application's own core without Kafka: tables, log and the way to the job are in memory, the rest is what serves real jobs.
 *
 * <p>A partition and its jobs belong to one thread.
 */
@NullMarked
package io.metastep.cli.bench.inmemory;

import org.jspecify.annotations.NullMarked;
