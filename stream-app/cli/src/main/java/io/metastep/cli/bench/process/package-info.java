/** Processes that measurements are made on: a broker and applications, each on a core of its own where that can be had. */
@NullMarked
package io.metastep.cli.bench.process;

import org.jspecify.annotations.NullMarked;
