/**
 * What a training job embeds: it cuts tensors into blocks, sends their gradients, and hands back the updates to add.
 *
 * <p>Lives here: {@link io.metastep.client.MetastepClient}, {@link io.metastep.client.Job} and
 * {@link io.metastep.client.Follower}. Invariants: one outstanding step per job; a step completes when every block is
 * answered, or fails with one {@link io.metastep.client.JobException}; an update counts once, however often it arrives;
 * a resend carries the same bytes. Threads: callers encode and send on their own thread; one I/O thread per client
 * reads updates, resends and times out; no lock is held while sending. May depend on kafka-clients and the contract;
 * knows nothing of tensors beyond float arrays and buffers.
 */
@NullMarked
package io.metastep.client;

import org.jspecify.annotations.NullMarked;
