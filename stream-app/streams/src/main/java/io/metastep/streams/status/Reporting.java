package io.metastep.streams.status;

import java.time.InstantSource;

/**
 * By what name and clock an instance reports.
 *
 * @param instance the instance's name
 */
public record Reporting(String instance, InstantSource clock) {}
