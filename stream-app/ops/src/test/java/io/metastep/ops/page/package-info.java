@NullMarked
package io.metastep.ops.page;

import org.jspecify.annotations.NullMarked;
