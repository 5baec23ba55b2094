/**
 * A real Kafka broker inside this JVM, for the demo, for trying things out and for tests.
 *
 * <p>It is a single KRaft node (broker and controller) that listens on the loopback address only. A broker is started and
 * closed by the thread that owns it; everything else runs on Kafka's own threads. The only package that touches Kafka's
 * server jars.
 */
@NullMarked
package io.metastep.cli.broker;

import org.jspecify.annotations.NullMarked;
