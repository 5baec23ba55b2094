package io.metastep.streams.core;

/** A decision and the offset of the first record it holds for. */
record Pin(long offset, Decision decision) {}
