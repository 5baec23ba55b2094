package io.metastep.ops;

/**
 * What a metric of the fleet is now.
 *
 * @param label value of its label, empty for none
 */
public record FleetReading(FleetMetric metric, String label, double value) {}
