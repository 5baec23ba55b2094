/**
 * {@code metastep bench soak}: the application under full load for half an hour, with jobs that open, restart and close, and whether
 * anything in it grows.
 */
@NullMarked
package io.metastep.cli.bench.soak;

import org.jspecify.annotations.NullMarked;
