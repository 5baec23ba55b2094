@NullMarked
package io.metastep.cli.doctor;

import org.jspecify.annotations.NullMarked;
