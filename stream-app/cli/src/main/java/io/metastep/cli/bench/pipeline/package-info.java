/**
 * The speed of the whole application beside a Kafka Streams application that only passes the same bytes on, with the same
 * settings and guarantees, and beside the kernel alone; and with a learner on the same machine.
 *
 * <p>The broker, and whichever application is being measured, are processes of their own, pinned to one core each where
 * taskset is available; this process loads and watches, on the broker's core. Everything is called from the command's thread.
 */
@NullMarked
package io.metastep.cli.bench.pipeline;

import org.jspecify.annotations.NullMarked;
