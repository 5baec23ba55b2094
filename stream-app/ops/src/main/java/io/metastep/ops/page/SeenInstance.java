package io.metastep.ops.page;

import io.metastep.schemas.InstanceStatus;

/** An instance and how fast it was. */
final class SeenInstance {
    private final Curve rates = new Curve();
    private InstanceStatus status;
    private long version;

    SeenInstance(InstanceStatus status, long version) {
        this.status = status;
        this.version = version;
        note();
    }

    void accept(InstanceStatus now, long nowVersion) {
        status = now;
        version = nowVersion;
        note();
    }

    private void note() {
        rates.add((double) status.at(), status.coordinatesPerSecond(), version);
    }

    InstanceStatus status() {
        return status;
    }

    long version() {
        return version;
    }

    Snapshot.Instance since(long known) {
        return new Snapshot.Instance(status, rates.since(known));
    }
}
