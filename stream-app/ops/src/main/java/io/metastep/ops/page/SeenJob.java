package io.metastep.ops.page;

import io.metastep.schemas.JobStatus;

/** A job and the course of its losses in its newest attempt. */
final class SeenJob {
    private final Curve losses = new Curve();
    private JobStatus status;
    private long version;
    private long restart;

    SeenJob(JobStatus status, long version) {
        this.status = status;
        this.version = version;
        this.restart = version;
        note();
    }

    void accept(JobStatus now, long nowVersion) {
        if (now.attempt() != status.attempt()) {
            losses.clear();
            restart = nowVersion;
        }
        status = now;
        version = nowVersion;
        note();
    }

    private void note() {
        Double smoothed = status.loss().smoothed();
        if (status.step() != null && smoothed != null) {
            losses.add(status.step().doubleValue(), smoothed, version);
        }
    }

    JobStatus status() {
        return status;
    }

    long version() {
        return version;
    }

    Snapshot.Job since(long known) {
        return new Snapshot.Job(status, losses.since(known), restart > known);
    }
}
