/** Where commands that run for long serve what the people who run them look at. */
@NullMarked
package io.metastep.cli.http;

import org.jspecify.annotations.NullMarked;
