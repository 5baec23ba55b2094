/**
 * JMH benchmarks of the hot path. They prove nothing and run only on request; the build compiles them. May depend on the
 * optimizer module.
 */
@NullMarked
package io.metastep.integration.benchmark;

import org.jspecify.annotations.NullMarked;
