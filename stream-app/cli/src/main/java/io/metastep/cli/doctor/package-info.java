/** {@code metastep doctor}: looks at this machine, a cluster and the configuration, and says what to mend. */
@NullMarked
package io.metastep.cli.doctor;

import org.jspecify.annotations.NullMarked;
