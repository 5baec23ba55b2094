/**
 * The trial of a version on a share of the jobs: who takes part, how well each job did, and the sequential test that promotes the
 * version or withdraws it.
 *
 * <p>Invariants: each job counts once. Under "no difference" the chance of a promotion is at most {@link
 * io.metastep.metalearner.online.trial.TrialSettings#errorRate}, whenever one looks, however jobs' difficulty drifts over time, and
 * whatever the share of canaries. What happens depends on the segments and their times alone, so a trial that goes on from its saved
 * bytes decides as it would have. Memory is bounded.
 *
 * <p>Allowed dependencies: schemas. One thread.
 */
@NullMarked
package io.metastep.metalearner.online.trial;

import org.jspecify.annotations.NullMarked;
