package io.metastep.metalearner.online;

import io.metastep.metalearner.SegmentReader;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.SegmentCheck;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides which records of the trajectories topic are learned from; nothing that is in them can make it fail. */
final class Intake {
    private static final double SIGMAS = 8;
    private final LearnerSettings settings;
    private final SegmentReader reader;
    private final Wire<TrajectorySegment> wire = Wire.trajectories();

    Intake(LearnerSettings settings, OptimizerSpec spec) {
        this.settings = settings;
        this.reader = new SegmentReader(spec);
    }

    /** Sees what is logged of the family, learned from or not. */
    interface Witness {
        /** A segment that is in order, and the version that took its steps. */
        void see(TrajectorySegment segment, int version);
    }

    /** What becomes of a record, after so many meta-steps. */
    Taken take(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Lineage lineage,
            long metaSteps,
            Optional<? extends Witness> witness) {
        try {
            return take(key, wire.decode(value), lineage, metaSteps, witness);
        } catch (WireException e) {
            return new Taken.Refused(e.reason().code(), e.detail());
        }
    }

    private Taken take(
            byte @Nullable [] key,
            TrajectorySegment segment,
            Lineage lineage,
            long metaSteps,
            Optional<? extends Witness> witness)
            throws WireException {
        OptimizerRef.Version version = version(segment);
        if (!version.family().equals(settings.family())) {
            return new Taken.Foreign();
        }
        if (witness.isPresent()) {
            // What is stale, or too short to learn from, is not read below, but tells of a trial.
            SegmentCheck.check(segment);
            requireKey(key, segment);
            witness.get().see(segment, version.version());
        }
        return switch (lineage.standing(version.version(), metaSteps, settings.maxStaleness())) {
            case FRESH -> read(key, segment);
            case STALE ->
                refused(
                        SegmentRefusal.STALE_VERSION,
                        "%s is more than %d meta-steps old".formatted(version, settings.maxStaleness()));
            case UNKNOWN -> refused(SegmentRefusal.UNKNOWN_VERSION, version + " is not of this learner");
        };
    }

    private static OptimizerRef.Version version(TrajectorySegment segment) throws WireException {
        return OptimizerRef.parse(segment.getOptimizer())
                .filter(OptimizerRef.Version.class::isInstance)
                .map(OptimizerRef.Version.class::cast)
                .orElseThrow(() -> new WireException(
                        RejectionReason.BAD_SETTING,
                        "Trajectory segment of '" + segment.getOptimizer() + "', expected family@version"));
    }

    private Taken read(byte @Nullable [] key, TrajectorySegment segment) throws WireException {
        if (segment.getSteps().size() == 1) {
            SegmentCheck.check(segment);
            requireKey(key, segment);
            return refused(SegmentRefusal.TOO_SHORT, "one step alone has no later gradient that gives it credit");
        }
        var trajectory = reader.read(segment);
        requireKey(key, segment);
        requireMasks(segment.getSteps());
        boolean isShown = has(segment, mask -> mask == StepMask.SHADOW);
        if (isShown && (!settings.imitates() || has(segment, mask -> mask != StepMask.SHADOW))) {
            return refused(SegmentRefusal.SHADOW, "the job takes steps itself");
        }
        if (settings.needsPositiveLosses() && segment.getSteps().stream().anyMatch(step -> !(step.getLoss() > 0))) {
            return refused(SegmentRefusal.LOSS_NOT_POSITIVE, "a loss is zero or below, which has no logarithm");
        }
        if (!isShown && segment.getSteps().stream().noneMatch(step -> isApplied(step, segment))) {
            return refused(SegmentRefusal.NOTHING_APPLIED, "no update of the unroll had an effect on the job");
        }
        if (!isLikely(trajectory.coordinates(), segment)) {
            return refused(SegmentRefusal.UNLIKELY_SAMPLE, sample(trajectory.coordinates(), segment));
        }
        return new Taken.Usable(new LiveSegment(cell(segment), trajectory));
    }

    private static void requireKey(byte @Nullable [] key, TrajectorySegment segment) throws WireException {
        byte[] expected = new BlockKey(segment.getJobId(), segment.getTensor(), segment.getBlock()).bytes();
        if (!Arrays.equals(key, expected)) {
            throw new WireException(RejectionReason.KEY_MISMATCH, "Key and segment name different blocks");
        }
    }

    private static void requireMasks(List<TrajectoryStep> steps) throws WireException {
        for (TrajectoryStep step : steps) {
            if (step.getMask() == StepMask.UNKNOWN) {
                throw new WireException(
                        RejectionReason.BAD_SETTING,
                        "Step " + step.getStep() + " has a mask that this version does not know; upgrade the learner");
            }
        }
    }

    private static boolean has(TrajectorySegment segment, Predicate<StepMask> wanted) {
        return segment.getSteps().stream().map(TrajectoryStep::getMask).anyMatch(wanted);
    }

    private static boolean isApplied(TrajectoryStep step, TrajectorySegment segment) {
        return step.getMask() == StepMask.LEARNED
                && step.getUpdateScale() > 0
                && step.getStep() >= segment.getUnrollStart()
                && step.getStep() < segment.getUnrollEnd();
    }

    /** Whether chance can have drawn so many: within 8 standard deviations, and 8 more for small numbers. */
    private static boolean isLikely(int sampled, TrajectorySegment segment) {
        double expected = (double) segment.getInclusion() * segment.getBlockCoordinates();
        double deviation = Math.sqrt(expected * (1 - segment.getInclusion()));
        return segment.getInclusion() < 1
                ? Math.abs(sampled - expected) <= SIGMAS * (1 + deviation)
                : sampled == segment.getBlockCoordinates();
    }

    private static String sample(int sampled, TrajectorySegment segment) {
        return "%d of %d coordinates, each in with probability %s"
                .formatted(sampled, segment.getBlockCoordinates(), segment.getInclusion());
    }

    private static Cell cell(TrajectorySegment segment) {
        return new Cell(segment.getWorkload(), AgeBand.of(segment.getMemoryAge()), segment.getJobId());
    }

    private static Taken refused(SegmentRefusal reason, String detail) {
        return new Taken.Refused(reason.name(), detail);
    }
}
