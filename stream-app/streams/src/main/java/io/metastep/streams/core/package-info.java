/**
 * What a gradient does to a block, and how a partition of blocks outlives crashes: the deterministic core.
 *
 * <p>Here live the rules of steps and attempts ({@link io.metastep.streams.core.BlockMachine}), the memory of one block
 * ({@link io.metastep.streams.core.LiveBlock}), what is durable about it ({@link io.metastep.streams.core.BlockHeader},
 * snapshots, {@link io.metastep.streams.core.Position}), what is sampled of its life ({@link
 * io.metastep.streams.core.SegmentRecorder}) and the owner of all blocks of one partition
 * ({@link io.metastep.streams.core.GradientPartition}).
 *
 * <p>Invariants: what the machine decides depends on nothing but the log of gradients, the pinned decisions in the
 * headers and the optimizer versions those name; so a silent replay from any snapshot ends in the same bits. Nothing
 * here reads a clock or draws a random number. Tables are written only while a record is processed or during
 * housekeeping, never during recovery.
 *
 * <p>Threads: a partition and everything it owns is confined to one thread at a time; {@link
 * io.metastep.streams.core.MemoryBudget} and {@link io.metastep.streams.core.Counters} are shared.
 *
 * <p>May depend on the schemas and optimizer modules; knows nothing of Kafka, which stands behind the interfaces {@link
 * io.metastep.streams.core.Table}, {@link io.metastep.streams.core.GradientLog}, {@link
 * io.metastep.streams.core.OptimizerCatalogue} and {@link io.metastep.streams.core.Outbox}.
 */
@NullMarked
package io.metastep.streams.core;

import org.jspecify.annotations.NullMarked;
