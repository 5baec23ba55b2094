/**
 * {@code metastep replay}: the audit of a job, as a command.
 *
 * <p>The audit itself is {@link io.metastep.streams.Audit}; here are its options, its progress and what it found, in words.
 */
@NullMarked
package io.metastep.cli.replay;

import org.jspecify.annotations.NullMarked;
