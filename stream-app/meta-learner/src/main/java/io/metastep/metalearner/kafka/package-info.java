/**
 * The online meta-learner on Kafka: moves bytes between topics and {@link io.metastep.metalearner.online.Learner}, which calculates.
 *
 * <p>Invariants: of all learners of a family one works, the others stand by (one consumer group, {@link
 * io.metastep.metalearner.kafka.OneMemberAssignor}). Each meta-step is one transaction: the offsets of all segments that it was made
 * of or that were refused, the learner's state, and a new version with its channel. Who takes over first fences and aborts
 * what its predecessor had not committed, then reads state and offsets, so a segment counts once, whenever anybody was killed.
 *
 * <p>Threads: {@link io.metastep.metalearner.kafka.LearnerService#run} does everything on the thread that calls it; only {@link
 * io.metastep.metalearner.kafka.LearnerService#close} and {@link io.metastep.metalearner.kafka.LearnerService#lag} may be called
 * by others.
 *
 * <p>Allowed dependencies: the packages above and beside, schemas, optimizer, the Kafka clients, SLF4J.
 */
@NullMarked
package io.metastep.metalearner.kafka;

import org.jspecify.annotations.NullMarked;
