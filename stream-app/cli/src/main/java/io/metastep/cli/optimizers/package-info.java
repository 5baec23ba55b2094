/**
 * {@code metastep optimizers}: what optimizers there are, what each of them is, and their way to and from NumPy.
 *
 * <p>{@link io.metastep.cli.optimizers.OptimizersTopic} is what a cluster's optimizers topic says, read once; reading it changes
 * nothing. All of it runs on the command's thread.
 */
@NullMarked
package io.metastep.cli.optimizers;

import org.jspecify.annotations.NullMarked;
