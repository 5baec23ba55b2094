package io.metastep.metalearner.online;

import io.metastep.metalearner.Rollouts;
import io.metastep.metalearner.Workers;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meta-learner of one family: takes in what live jobs left, takes meta-steps, releases versions.
 *
 * <p>{@link #take} records until {@link #isDue}; then {@link #step}, publish {@link #releases}, and save {@link #state}, whose offsets
 * say exactly which records it has seen. What is taken after that is in no state until the next step, so whoever goes on from the
 * state takes it again.
 */
public final class Learner implements AutoCloseable {
    private static final String STABLE = OptimizerRef.Channel.STABLE;
    private final LearnerSettings settings;
    private final LearnerMemory memory;
    private final Workers workers;
    private Intake intake;
    private Rollouts rollouts;
    private OptimizerSpec spec;
    private Batch batch;

    private Learner(LearnerSettings settings, LearnerMemory memory, Workers workers) {
        this.settings = settings;
        this.memory = memory;
        this.workers = workers;
        spec = memory.spec();
        intake = new Intake(settings, spec);
        rollouts = newRollouts();
        batch = newBatch();
    }

    private Rollouts newRollouts() {
        return new Rollouts(
                settings.rolloutsOf(memory.spec()), settings.rollouts().workloads(), seedOfToday());
    }

    /** Stable may name another kind of optimizer than the one that was learned so far. */
    private void followSpec() {
        if (!memory.spec().equals(spec)) {
            spec = memory.spec();
            intake = new Intake(settings, spec);
            rollouts.close();
            rollouts = newRollouts();
        }
    }

    /**
     * A learner that begins with a version of its family.
     *
     * @throws LearnerException if there is nothing to learn in it
     */
    public static Learner begin(LearnerSettings settings, OptimizerFile start, Workers workers) {
        return new Learner(settings, LearnerMemory.begin(start), workers);
    }

    /**
     * A learner that goes on where another one was.
     *
     * @throws LearnerException if the state makes no sense
     */
    public static Learner resume(LearnerSettings settings, LearnerState state, Workers workers) {
        LearnerMemory memory = LearnerMemory.of(state);
        memory.resumeTrial(state, settings);
        return new Learner(settings, memory, workers);
    }

    private Batch newBatch() {
        return new Batch(settings.batch(), seedOfToday());
    }

    private long seedOfToday() {
        return new SplittableRandom(settings.seed()).nextLong() + memory.metaSteps();
    }

    /** Says from where on a partition of the trajectories topic comes, whatever the state said. */
    public void seek(int partition, long offset) {
        memory.seek(partition, offset);
    }

    /**
     * Takes in a record of the trajectories topic; one from before the partition's position is known already and ignored.
     *
     * @param written when it came to the topic
     * @param now when it is taken
     * @return why it is not learned from, for logs; empty if it is
     */
    public Optional<String> take(
            int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Instant written, Instant now) {
        if (offset < memory.position(partition)) {
            return Optional.of("It was taken before");
        }
        memory.seek(partition, offset + 1);
        batch.touch(now);
        Optional<Intake.Witness> witness =
                memory.trial().map(trial -> (segment, version) -> trial.witness(segment, version, written));
        return note(intake.take(key, value, memory.lineage(), memory.metaSteps(), witness));
    }

    private Optional<String> note(Taken taken) {
        if (taken instanceof Taken.Usable usable) {
            memory.count(Tally.SURPLUS, batch.add(usable.segment()) ? 1 : 0);
            return Optional.empty();
        }
        if (taken instanceof Taken.Refused refused) {
            memory.count(Tally.REFUSED + refused.reason(), 1);
            return Optional.of(refused.reason() + ": " + refused.detail());
        }
        memory.count(Tally.FOREIGN, 1);
        return Optional.of("It belongs to another family");
    }

    /** Whether it is time for a meta-step. */
    public boolean isDue(Instant now) {
        return batch.isDue(now);
    }

    /** Takes a meta-step with what there is; without a usable segment it only settles the counts. */
    public StepReport step() {
        BatchGradient gradient = BatchGradient.of(batch, settings, memory.spec(), memory.phi(), rollouts, workers);
        if (!gradient.isEmpty()) {
            memory.move(gradient.mean(settings.rollouts().share()), settings.rate());
            memory.credit(batch.cells());
        }
        count(gradient);
        memory.lineage().forgetStale(memory.metaSteps(), settings.maxStaleness());
        batch = newBatch();
        return report(gradient);
    }

    private void count(BatchGradient gradient) {
        memory.count(Tally.USED, gradient.segments());
        memory.count(Tally.NOT_FINITE, gradient.segmentsDropped());
        memory.count(Tally.ROLLOUTS, gradient.rollouts());
        memory.count(Tally.ROLLOUTS_DROPPED, gradient.rolloutsDropped());
    }

    private StepReport report(BatchGradient gradient) {
        return new StepReport(
                memory.metaSteps(),
                gradient.jobs(),
                gradient.segments(),
                gradient.rollouts(),
                gradient.metaLoss(),
                !gradient.isEmpty());
    }

    /** Whether enough meta-steps were taken since the last version. */
    boolean isReleaseDue() {
        return memory.metaSteps() - memory.lineage().currentStep() >= settings.publishEvery();
    }

    /**
     * What is to be published with a meta-step: the end of a trial, and a new version if one is due.
     *
     * @param family as it is published now
     * @throws LearnerException if the family's stable channel, or a version to go on from, is gone
     */
    public List<Release> releases(FamilyVersions family, Gate gate, Instant now) {
        var releases = new ArrayList<Release>();
        new Trials(settings, memory, family).settle().ifPresent(releases::add);
        if (isReleaseDue()) {
            releases.add(release(family, gate, now));
        }
        followSpec();
        return releases;
    }

    /**
     * Makes a candidate of the running average of the meta-parameters and lets the gate judge it. If it does not pass, learning goes
     * back to the version before, so that what jobs send stays fresh.
     */
    private Release release(FamilyVersions family, Gate gate, Instant now) {
        OptimizerFile candidate = memory.candidate(settings, family.newest() + 1, now);
        Verdict verdict = gate.judge(candidate, incumbents(family));
        return verdict.isPassed()
                ? publish(candidate, family, verdict.reason(), now)
                : withhold(family, verdict.reason());
    }

    /** What stable names, and what learning went on from last, which latest names, if that is another. */
    private List<OptimizerFile> incumbents(FamilyVersions family) {
        OptimizerFile stable = family.channel(STABLE).orElseThrow(this::vanished);
        int current = memory.lineage().current();
        return current == stable.version()
                ? List.of(stable)
                : Stream.concat(Stream.of(stable), family.version(current).stream())
                        .toList();
    }

    private Release publish(OptimizerFile candidate, FamilyVersions family, String reason, Instant now) {
        memory.publish(candidate);
        var changes = new ArrayList<ChannelChange>();
        changes.add(ChannelChange.move(OptimizerRef.Channel.LATEST, candidate.version(), reason));
        Optional<ChannelChange> trial = new Trials(settings, memory, family).begin(candidate.version(), now);
        trial.ifPresent(changes::add);
        String news = candidate.reference() + " is latest: " + reason;
        return new Release(
                Optional.of(candidate),
                changes,
                trial.map(begun -> news + "; " + begun.reason()).orElse(news));
    }

    private Release withhold(FamilyVersions family, String reason) {
        int before = memory.lineage().current();
        String told = "candidate of meta-step %d withheld: %s".formatted(memory.metaSteps(), reason);
        memory.withhold(told);
        memory.goBackTo(family.version(before).orElseThrow(this::vanished));
        return Release.moves(
                List.of(ChannelChange.move(OptimizerRef.Channel.LATEST, before, told)), "Withheld: " + told);
    }

    private LearnerException vanished() {
        return LearnerException.vanished(settings.family(), memory.lineage().current());
    }

    /**
     * All that is to be saved.
     *
     * @throws IllegalStateException if records were taken since the last step
     */
    public LearnerState state() {
        if (batch.isBegun()) {
            throw new IllegalStateException("Segments were taken since the last meta-step; take a step first");
        }
        return memory.state(settings);
    }

    /** Where it stands. */
    public LearnerProgress progress() {
        return memory.progress(batch.segments());
    }

    @Override
    public void close() {
        rollouts.close();
    }
}
