/**
 * Whether a learned optimizer suits somebody's problem: a small comparison on one task, theirs or one of ours, and a recommendation.
 *
 * <p>A task of a stranger's class is loaded by {@link io.metastep.cli.pilot.TaskClass}, checked before anything is trained, and called
 * through {@link io.metastep.cli.pilot.ForeignTask}, so that what it throws names it. The command's thread does everything but
 * training, which worker threads do.
 */
@NullMarked
package io.metastep.cli.pilot;

import org.jspecify.annotations.NullMarked;
