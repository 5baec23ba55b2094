/**
 * The {@code metastep} command: one program with verbs, each a picocli command of this package or of the package of its verb.
 *
 * <p>Results go to standard output (and with {@code --json} to a file), log lines to standard error. A command runs on the main
 * thread and returns its exit code ({@link io.metastep.cli.ExitCode}); what must be closed when the user presses Ctrl-C is
 * registered with {@link io.metastep.cli.OnExit}, which closes in the reverse order of opening: jobs, application, broker.
 * May use all modules; no other module uses this one.
 */
@NullMarked
package io.metastep.cli;

import org.jspecify.annotations.NullMarked;
