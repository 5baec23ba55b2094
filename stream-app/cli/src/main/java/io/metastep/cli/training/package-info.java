/**
 * Training one task: through a cluster with the client, or in process with a hand-designed optimizer, and the search for the
 * rate that is best for it.
 *
 * <p>Both ways see the same problem, the same initial parameters and the same minibatches for the same seed, and are judged by
 * the same figure: the loss over the whole problem after the last update. A run belongs to the thread that calls it; what a
 * run tells others while it lasts are volatile figures.
 */
@NullMarked
package io.metastep.cli.training;

import org.jspecify.annotations.NullMarked;
