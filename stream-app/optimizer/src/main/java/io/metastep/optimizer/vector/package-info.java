/**
 * The vector twins of the scalar kernels, on the incubator module {@code jdk.incubator.vector}: the same operations in
 * the same order per lane, hence the same bits.
 *
 * <p>Compiled apart from the rest and found by reflection only when that module is in the boot layer. Nothing outside
 * this package may refer to it or to the incubator module.
 */
@NullMarked
package io.metastep.optimizer.vector;

import org.jspecify.annotations.NullMarked;
