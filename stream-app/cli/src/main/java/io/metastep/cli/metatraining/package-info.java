/**
 * Meta-training in process as a command: options to settings, progress, the file that comes out.
 *
 * <p>The command's thread runs the meta-training, which brings its own worker threads and calls the listener on this thread.
 */
@NullMarked
package io.metastep.cli.metatraining;

import org.jspecify.annotations.NullMarked;
