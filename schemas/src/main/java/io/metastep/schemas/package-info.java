/**
 * The contract between training jobs and the application: topics, keys, partitions, records, their bytes, and why a
 * record is refused.
 *
 * <p>Lives here: the records generated from {@code src/main/avro}, the catalogues ({@link io.metastep.schemas.Topic},
 * {@link io.metastep.schemas.RejectionReason}, {@link io.metastep.schemas.Limits}) and pure functions over bytes.
 * Invariants: no bytes from outside can make this package allocate more than they are long, or throw anything but
 * {@link io.metastep.schemas.WireException}; released schemas stay readable for ever. Threads: everything is immutable
 * or static, except {@link io.metastep.schemas.Wire}, which is confined to one thread. May depend on Avro; knows
 * nothing of Kafka, which is why a client in any language can follow it from {@code schemas/README.md}.
 */
@NullMarked
package io.metastep.schemas;

import org.jspecify.annotations.NullMarked;
