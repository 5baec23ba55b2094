/**
 * Line charts for reports: several series with confidence bands on plain or logarithmic axes, as SVG text or as a PNG file.
 *
 * <p>Charts are read on screen and in black-and-white print: series differ in dash and mark as well as in colour. What cannot
 * be drawn (NaN, what is not positive on a logarithmic axis) is left out. No display is needed; fonts are, and {@link
 * io.metastep.cli.chart.Drawing#problem} says whether they are there. No Kafka, nothing of ours; any thread.
 */
@NullMarked
package io.metastep.cli.chart;

import org.jspecify.annotations.NullMarked;
