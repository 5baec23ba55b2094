package io.metastep.cli.shadow;

import io.metastep.schemas.StepComparison;
import java.util.SortedSet;
import java.util.TreeSet;

/** The sums of one step of a job over its blocks; see the contract's StepComparison for what they are. */
final class StepSums {
    private final SortedSet<String> versions = new TreeSet<>();
    private double learnedApplied;
    private double learnedSquared;
    private double appliedSquared;
    private double gradientLearned;
    private double gradientApplied;

    void add(StepComparison block) {
        versions.add(block.getOptimizer());
        learnedApplied += block.getLearnedApplied();
        learnedSquared += block.getLearnedSquared();
        appliedSquared += block.getAppliedSquared();
        gradientLearned += block.getGradientLearned();
        gradientApplied += block.getGradientApplied();
    }

    /** family@version of all blocks. */
    SortedSet<String> versions() {
        return versions;
    }

    /** Whether both steps are finite and neither is zero, so that there is something to compare. */
    boolean isComparable() {
        return learnedSquared > 0
                && appliedSquared > 0
                && Double.isFinite(learnedSquared)
                && Double.isFinite(appliedSquared);
    }

    /** {@code l.a / (|l| |a|)}: 1 if both point the same way. */
    double cosine() {
        return learnedApplied / Math.sqrt(learnedSquared) / Math.sqrt(appliedSquared);
    }

    /** {@code |l| / |a|}: RMS of the learned step over that of the applied one. */
    double size() {
        return Math.sqrt(learnedSquared) / Math.sqrt(appliedSquared);
    }

    /** {@code g.a}: first-order change of the loss by the applied step. */
    double ownChange() {
        return gradientApplied;
    }

    /** {@code (g.l / |l|) |a|}: the same by the learned step, scaled to the RMS of the applied one. */
    double learnedChange() {
        return gradientLearned / size();
    }
}
