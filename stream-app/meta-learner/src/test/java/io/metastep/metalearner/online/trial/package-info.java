@NullMarked
package io.metastep.metalearner.online.trial;

import org.jspecify.annotations.NullMarked;
