/**
 * The evaluation of optimizers as a command: options to tasks, progress, and a folder of results with a report for people.
 *
 * <p>A {@link io.metastep.cli.evaluation.ResultFolder} keeps every finished task in a file of its own, so that an interrupted
 * evaluation can go on; results and report are written anew after each task.
 *
 * <p>The command's thread goes through the tasks one by one; each spreads its runs over worker threads, which call {@link
 * io.metastep.cli.comparison.ComparisonView}.
 */
@NullMarked
package io.metastep.cli.evaluation;

import org.jspecify.annotations.NullMarked;
