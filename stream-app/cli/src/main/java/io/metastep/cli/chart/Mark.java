package io.metastep.cli.chart;

/**
 * A thin vertical line through a chart, where something happened.
 *
 * @param x where
 * @param label at its upper end; empty for none
 */
public record Mark(double x, String label) {}
