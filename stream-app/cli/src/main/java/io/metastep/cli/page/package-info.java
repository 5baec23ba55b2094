/**
 * Pages for people: one HTML file that needs nothing else, for the screen, light or dark, and for print. Knows nothing of what it
 * shows; any thread.
 */
@NullMarked
package io.metastep.cli.page;

import org.jspecify.annotations.NullMarked;
