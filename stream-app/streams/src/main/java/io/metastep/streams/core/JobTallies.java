package io.metastep.streams.core;

import io.metastep.schemas.JobActivity;
import io.metastep.schemas.RejectionReason;
import io.metastep.streams.core.Verdict.Granted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what happens to the jobs of a partition, for whoever looks now and then. It only watches: nothing is decided by it,
 * stored of it, or told to it in a replay. A job is forgotten at the first look without news of it after its last block has left
 * memory. One thread.
 */
final class JobTallies {
    /** Jobs without a block that are watched: anybody can invent as many names as there are records. */
    private static final int MOST_STRANGERS = 100;

    private final Routing routing;
    private final Map<String, JobTally> tallies = new HashMap<>();
    private int strangers;
    private long looks = 1;
    private long lastLook = -1;

    JobTallies(Routing routing) {
        this.routing = routing;
    }

    /** A record was answered. */
    // Hot path: per record.
    void answered(LiveBlock block, Arrival arrival, Verdict verdict) {
        JobTally tally = tally(block.key.jobId(), arrival.timestamp(), block.isOpen());
        if (tally == null) {
            return;
        }
        tally.answered(block, arrival, verdict);
        Memory memory = block.memory;
        boolean isStep = verdict == Granted.APPLIED || verdict == Granted.SHOWN;
        if (isStep && memory != null && block.lookedAt != looks) {
            block.lookedAt = looks;
            block.channel = routing.channel(arrival);
            tally.sample(arrival, memory);
        }
    }

    /** The block's memory began afresh though it should have gone on. */
    void restarted(LiveBlock block) {
        JobTally tally = tallies.get(block.key.jobId());
        if (tally != null) {
            tally.restarted();
        }
    }

    /** There was no memory for the block. */
    void refused(LiveBlock block) {
        JobTally tally = tallies.get(block.key.jobId());
        if (tally != null) {
            tally.refused();
        }
    }

    /** A record of the job was laid aside. */
    void rejected(String jobId, long timestamp, RejectionReason reason) {
        JobTally tally = tally(jobId, timestamp, false);
        if (tally != null) {
            tally.rejected(reason);
        }
    }

    // Hot path: per record.
    private @Nullable JobTally tally(String jobId, long timestamp, boolean hasBlock) {
        JobTally tally = tallies.get(jobId);
        return tally == null ? begin(jobId, timestamp, hasBlock) : tally;
    }

    private @Nullable JobTally begin(String jobId, long timestamp, boolean hasBlock) {
        if (!hasBlock && strangers >= MOST_STRANGERS) {
            return null;
        }
        strangers += hasBlock ? 0 : 1;
        JobTally begun = new JobTally(jobId, timestamp);
        tallies.put(jobId, begun);
        return begun;
    }

    /** What jobs with news are at, in no order; without partition, instance and latencies. */
    List<JobActivity.Builder> take(LiveBlocks live, long nowMillis) {
        Map<String, BlockCensus> censuses = new HashMap<>();
        tallies.keySet().forEach(jobId -> censuses.put(jobId, new BlockCensus()));
        live.forEach(block -> {
            BlockCensus census = censuses.get(block.key.jobId());
            if (census != null) {
                census.count(block);
            }
        });
        double seconds = lastLook < 0 ? 0 : Math.max(0, nowMillis - lastLook) / 1_000.0;
        List<JobActivity.Builder> news = new ArrayList<>();
        strangers = 0;
        censuses.forEach((jobId, census) -> {
            JobTally tally = tallies.get(jobId);
            if (tally != null && tally.hasNews()) {
                news.add(tally.take(census, nowMillis, seconds));
                strangers += census.blocks() == 0 ? 1 : 0;
            } else if (census.blocks() == 0) {
                tallies.remove(jobId);
            }
        });
        looks++;
        lastLook = nowMillis;
        return news;
    }
}
