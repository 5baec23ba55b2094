/**
 * How the steps of a learned optimizer compare with those that a job takes itself: reads the comparisons topic and sums up. Called
 * by one thread; depends on the contract and the terminal only.
 */
@NullMarked
package io.metastep.cli.shadow;

import org.jspecify.annotations.NullMarked;
