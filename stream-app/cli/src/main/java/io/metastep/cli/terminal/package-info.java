/**
 * What people see: lines, aligned tables, numbers in few digits and rows that are redrawn in place.
 *
 * <p>A {@link io.metastep.cli.terminal.Screen} is either a terminal, where live rows are redrawn, or anything else (a file, a
 * pipe, a build log), where they become plain lines in growing distances. One thread per live view redraws; all writing to
 * a screen is synchronized on it, so that log lines never tear live rows apart. No Kafka, nothing of ours.
 */
@NullMarked
package io.metastep.cli.terminal;

import org.jspecify.annotations.NullMarked;
