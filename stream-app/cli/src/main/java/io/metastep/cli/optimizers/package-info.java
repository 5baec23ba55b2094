/** The group of verbs that look at optimizers. */
@NullMarked
package io.metastep.cli.optimizers;

import org.jspecify.annotations.NullMarked;
