/** Tests of the deterministic core, on tables and logs in memory. */
@NullMarked
package io.metastep.streams.core;

import org.jspecify.annotations.NullMarked;
