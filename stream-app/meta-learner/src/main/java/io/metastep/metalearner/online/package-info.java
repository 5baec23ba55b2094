/**
 * Learning the optimizer while jobs run: from the segments of the trajectories topic to new versions. The pure core; what moves
 * bytes is in {@code io.metastep.metalearner.kafka}.
 *
 * <p>{@link io.metastep.metalearner.online.Learner} takes in logged segments one by one, collects them in batches, takes meta-steps
 * and says which version is to be released. Everything that must outlive it is in its {@link
 * io.metastep.schemas.LearnerState}, and the segments taken since the last meta-step are in its positions: who saves the two
 * together can lose neither a segment nor count one twice.
 *
 * <p>Invariants: between meta-steps nothing durable changes. The same segments in the same order, cut into the same batches, with
 * the same seed give the same bits, whatever the number of threads. Time is a parameter.
 *
 * <p>Threads: a learner is confined to one thread; it spreads meta-gradients over {@link io.metastep.metalearner.Workers}.
 *
 * <p>Allowed dependencies: the package above, schemas, optimizer, optimizees. No Kafka.
 */
@NullMarked
package io.metastep.metalearner.online;

import org.jspecify.annotations.NullMarked;
