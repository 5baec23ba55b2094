/**
 * Learning from live jobs as a command: options to settings, what the learner does at the moment, a report.
 *
 * <p>The command's thread runs the learner; the screen's thread looks at {@link io.metastep.cli.learn.LearnView}, and Ctrl-C closes
 * the learner from the exit hook, which waits until the report is written.
 */
@NullMarked
package io.metastep.cli.learn;

import org.jspecify.annotations.NullMarked;
