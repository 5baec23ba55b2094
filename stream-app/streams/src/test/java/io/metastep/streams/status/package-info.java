@NullMarked
package io.metastep.streams.status;

import org.jspecify.annotations.NullMarked;
