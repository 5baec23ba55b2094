/**
 * What verbs that compare optimizers have in common: progress and the printed search for baselines, and results as JSON.
 *
 * <p>Called by the worker threads of a comparison.
 */
@NullMarked
package io.metastep.cli.comparison;

import org.jspecify.annotations.NullMarked;
