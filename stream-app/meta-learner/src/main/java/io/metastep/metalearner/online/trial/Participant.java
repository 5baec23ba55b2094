package io.metastep.metalearner.online.trial;

import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** A job in a trial, until it is judged. All its blocks tell the same losses, so one of them is listened to: the first that was heard. */
final class Participant {
    private final boolean isCanary;
    private final int stratum;
    private final long block;
    private double sum;
    private int count;
    private long seen;

    /**
     * A job that was just heard of.
     *
     * @param stratum number of its workload
     * @param block hash of the block that is listened to
     * @param seen when, epoch milliseconds
     */
    Participant(boolean isCanary, int stratum, long block, long seen) {
        this.isCanary = isCanary;
        this.stratum = stratum;
        this.block = block;
        this.seen = seen;
    }

    boolean isCanary() {
        return isCanary;
    }

    int stratum() {
        return stratum;
    }

    long seen() {
        return seen;
    }

    void seenAt(long time) {
        seen = Math.max(seen, time);
    }

    /**
     * Takes in the losses of a segment's steps, if it is of the block that is listened to.
     *
     * @param horizon gradients that are judged
     * @param floor the least that a loss counts as, as a share of the first
     */
    void listen(TrajectorySegment segment, long hashOfBlock, int horizon, double floor) {
        List<TrajectoryStep> steps = segment.getSteps();
        for (int row = 0; hashOfBlock == block && row < steps.size(); row++) {
            if (segment.getMemoryAge() + row < horizon) {
                sum += Math.log(Math.max(steps.get(row).getSmoothedLoss() / segment.getInitialLoss(), floor));
                count++;
            }
        }
    }

    /** Mean log(F_t / F_initial) of what was heard; the worst if that is not a number. */
    double loss() {
        double mean = sum / count;
        return Double.isFinite(mean) ? mean : Score.WORST;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(isCanary);
        out.writeInt(stratum);
        out.writeLong(block);
        out.writeDouble(sum);
        out.writeInt(count);
        out.writeLong(seen);
    }

    static Participant read(DataInputStream in) throws IOException {
        boolean isCanary = in.readBoolean();
        int stratum = in.readInt();
        long block = in.readLong();
        double sum = in.readDouble();
        int count = in.readInt();
        var participant = new Participant(isCanary, stratum, block, in.readLong());
        participant.sum = sum;
        participant.count = count;
        return participant;
    }
}
