@NullMarked
package io.metastep.ops;

import org.jspecify.annotations.NullMarked;
