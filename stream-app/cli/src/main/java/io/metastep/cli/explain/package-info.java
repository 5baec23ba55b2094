/**
 * What an optimizer does, shown: {@code metastep optimizers explain}.
 *
 * <p>A {@link io.metastep.cli.explain.Probe} asks an optimizer for its updates on made-up gradients; {@link
 * io.metastep.cli.explain.GradientCurves}, the {@link io.metastep.cli.explain.Signal}s and {@link io.metastep.cli.explain.JobSection}
 * turn them into figures whose words are computed from the numbers drawn. Adam beside it has the rate at which it moves as far on noise
 * ({@link io.metastep.cli.explain.Twins}). All of it runs on the command's thread and depends on the optimizer, the options and
 * nothing else.
 */
@NullMarked
package io.metastep.cli.explain;

import org.jspecify.annotations.NullMarked;
