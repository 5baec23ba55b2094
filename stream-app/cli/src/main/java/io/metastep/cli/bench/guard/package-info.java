/**
 * What the guard costs and saves: jobs on optimizers that were broken on purpose, through the application's own core, beside Adam
 * from the first step.
 *
 * <p>A run belongs to one thread.
 */
@NullMarked
package io.metastep.cli.bench.guard;

import org.jspecify.annotations.NullMarked;
