/** Tests of the adapters: topology, settings, start. */
@NullMarked
package io.metastep.streams;

import org.jspecify.annotations.NullMarked;
