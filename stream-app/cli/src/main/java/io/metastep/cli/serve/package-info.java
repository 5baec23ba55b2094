/**
 * The application as a command, and as the demo starts it: settings, start-up failures and what to show while it runs.
 *
 * <p>Closing an application drains it, so it is registered with the command's {@link io.metastep.cli.OnExit} and closed before
 * the broker it talks to.
 */
@NullMarked
package io.metastep.cli.serve;

import org.jspecify.annotations.NullMarked;
