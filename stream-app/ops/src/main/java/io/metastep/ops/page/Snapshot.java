package io.metastep.ops.page;

import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import java.util.List;

/**
 * What the page is to be told: all of it, or what came after a version.
 *
 * @param version of the fleet
 * @param now when, milliseconds since 1970-01-01 UTC
 * @param isWhole whether it replaces what the page has
 */
record Snapshot(
        long version,
        long now,
        boolean isWhole,
        List<Job> jobs,
        List<Instance> instances,
        List<Channel> channels,
        List<Happening> happenings,
        List<Baseline> baselines) {

    /**
     * A job.
     *
     * @param losses pairs of step and smoothed loss of the attempt
     * @param isRestarted whether the losses replace those before
     */
    record Job(JobStatus status, List<double[]> losses, boolean isRestarted) {}

    /**
     * An instance.
     *
     * @param rates pairs of milliseconds since 1970-01-01 UTC and coordinates per second
     */
    record Instance(InstanceStatus status, List<double[]> rates) {}

    /**
     * A channel of a family.
     *
     * @param against the version of stable that canary is on trial against, -1 for none
     * @param moves the oldest first, the last is where it is
     */
    record Channel(String family, String channel, int against, List<Move> moves) {}

    /** A move of a channel to a version; {@code at} is 0 where it was not noted. */
    record Move(int version, long at, String by, String reason, boolean pinned) {}
}
