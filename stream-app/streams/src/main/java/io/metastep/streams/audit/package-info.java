/**
 * Recomputes what the application published for a job and compares: pairs each gradient of a partition with its published answer
 * ({@link io.metastep.streams.audit.PublishedAnswers}), has it answered once more by the core that serves, and says what differs.
 *
 * <p>Invariants: nothing is held but the blocks' memory and the few answers between a gradient and its own; nothing here knows Kafka,
 * which stands behind the interfaces of {@link io.metastep.streams.core} and an iterator of published records. {@code
 * io.metastep.streams.Audit} connects it with a cluster.
 *
 * <p>Threads: a partition's audit belongs to one thread; reports are immutable.
 */
@NullMarked
package io.metastep.streams.audit;

import org.jspecify.annotations.NullMarked;
