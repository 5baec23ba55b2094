package io.metastep.metalearner.online.trial;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The jobs of one workload, compared with each other only.
 *
 * <p>In the order in which they are judged, jobs are cut into windows of six. In each, the sum of the canaries' ranks is below what
 * chance expects (a win), above (a loss), or neither. Which jobs are canaries was decided by a hash that knows nothing of how they
 * do; so if the version makes no difference, then, given the six scores and how many canaries are among them, each choice of canaries
 * is equally likely, and the distribution of the rank sum is symmetric (Wilcoxon 1945): a win is exactly as likely as a loss, in each
 * window, whatever was before it. Jobs that were judged at other times are in other windows, so drift does not matter.
 */
final class Stratum {
    /** Jobs that are compared with each other. */
    static final int WINDOW = 6;

    private final List<Judged> window = new ArrayList<>();
    private long wins;
    private long losses;

    private record Judged(boolean isCanary, Score score) {}

    void add(boolean isCanary, Score score) {
        window.add(new Judged(isCanary, score));
        if (window.size() == WINDOW) {
            int surplus = surplus();
            wins += surplus < 0 ? 1 : 0;
            losses += surplus > 0 ? 1 : 0;
            window.clear();
        }
    }

    /** Twice the sum of the canaries' ranks, less twice its expectation. */
    private int surplus() {
        window.sort(Comparator.comparing(Judged::score));
        int surplus = 0;
        for (int i = 0; i < WINDOW; i++) {
            surplus += window.get(i).isCanary() ? 2 * (i + 1) - (WINDOW + 1) : 0;
        }
        return surplus;
    }

    long wins() {
        return wins;
    }

    long losses() {
        return losses;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(wins);
        out.writeLong(losses);
        out.writeInt(window.size());
        for (Judged judged : window) {
            out.writeBoolean(judged.isCanary);
            out.writeDouble(judged.score.loss());
            out.writeDouble(judged.score.order());
        }
    }

    static Stratum read(DataInputStream in) throws IOException {
        var stratum = new Stratum();
        stratum.wins = in.readLong();
        stratum.losses = in.readLong();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            stratum.window.add(new Judged(in.readBoolean(), new Score(in.readDouble(), in.readDouble())));
        }
        return stratum;
    }
}
