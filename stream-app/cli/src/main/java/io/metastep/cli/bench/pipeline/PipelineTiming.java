package io.metastep.cli.bench.pipeline;

/**
 * How often both applications commit and how long they wait for records: short intervals answer sooner, long ones leave
 * more of the core to the work.
 *
 * @param throughputCommitMillis commit interval of the throughput runs
 * @param commitMillis commit interval of the latency runs
 * @param pollMillis poll time of all runs
 */
record PipelineTiming(int throughputCommitMillis, int commitMillis, int pollMillis) {}
