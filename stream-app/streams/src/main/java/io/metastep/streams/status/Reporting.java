package io.metastep.streams.status;

import java.time.InstantSource;

/**
 * By what name and clock an instance reports.
 *
 * @param instance the instance's name
 * @param board where its tasks tell of their partitions
 */
public record Reporting(String instance, InstantSource clock, PartitionBoard board) {}
