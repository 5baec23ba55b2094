/** {@code metastep watch}: what jobs and instances are at, live, from the topic {@code status}. */
@NullMarked
package io.metastep.cli.watch;

import org.jspecify.annotations.NullMarked;
