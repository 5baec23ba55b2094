package io.metastep.streams.core;

/** Where an attempt began for a block: its first step and that record's offset. */
record AttemptStart(long attempt, long step, long offset) {}
