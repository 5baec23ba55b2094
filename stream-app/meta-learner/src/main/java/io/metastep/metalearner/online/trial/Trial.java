package io.metastep.metalearner.online.trial;

import io.metastep.metalearner.online.trial.TrialVerdict.Outcome;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version on trial against the one that {@code stable} names. It watches all segments of the family and judges each job once: those that began
 * after the trial did, follow {@code stable} or, belonging to the canary share, {@code canary}, and were served by their arm's version alone
 * for as many gradients as are judged.
 */
public final class Trial {
    /** Jobs that are watched at a time; more are not looked at. */
    private static final int MOST_PARTICIPANTS = 1_000;

    private static final int MOST_REMEMBERED = 4_096;
    private static final int MOST_STRATA = 64;
    private static final String OTHERS = "(other workloads)";
    private static final int LONGEST_NAME = 200;

    private final TrialSettings settings;
    private final double floor;
    final int candidate;
    final int against;
    final long begun;
    final List<String> workloads = new ArrayList<>();
    final List<Stratum> strata = new ArrayList<>();
    /** By the hash of the job's name, the one that was silent longest first. */
    final LinkedHashMap<Long, Participant> participants = new LinkedHashMap<>(16, 0.75f, true);
    /** Jobs that are out of it, judged or not. */
    final LinkedHashSet<Long> done = new LinkedHashSet<>();

    long now;
    long canaries;
    long others;
    long leftOut;

    /**
     * A trial that begins.
     *
     * @param floor the least that a loss counts as, as a share of the job's first
     */
    public Trial(TrialSettings settings, double floor, int candidate, int against, Instant begun) {
        this(settings, floor, candidate, against, begun.toEpochMilli());
    }

    Trial(TrialSettings settings, double floor, int candidate, int against, long begun) {
        this.settings = settings;
        this.floor = floor;
        this.candidate = candidate;
        this.against = against;
        this.begun = begun;
        this.now = begun;
    }

    /** The version on trial. */
    public int candidate() {
        return candidate;
    }

    /** The version that it has to beat. */
    public int against() {
        return against;
    }

    /**
     * Takes note of a segment of the family, learned from or not.
     *
     * @param version that took its steps
     * @param written when it came to the topic
     */
    public void witness(TrajectorySegment segment, int version, Instant written) {
        now = Math.max(now, written.toEpochMilli());
        long job = Names.hash(segment.getJobId());
        if (isShadow(segment)) {
            leaveUnjudged(job);
        } else if (isJudgeable(segment) && !done.contains(job)) {
            Participant participant = participant(job, segment);
            if (participant != null) {
                follow(job, participant, segment, version);
            }
        }
        giveUpTheSilent();
    }

    /** Whether the job takes steps itself: its losses say nothing about either version, even after a leap. */
    private static boolean isShadow(TrajectorySegment segment) {
        return segment.getSteps().stream().anyMatch(step -> step.getMask() == StepMask.SHADOW);
    }

    private void leaveUnjudged(long job) {
        leftOut += participants.containsKey(job) ? 1 : 0;
        leave(job);
    }

    private static boolean isJudgeable(TrajectorySegment segment) {
        return isCanary(segment) || segment.getChannel().equals(OptimizerRef.Channel.STABLE);
    }

    private static boolean isCanary(TrajectorySegment segment) {
        return segment.getChannel().equals(OptimizerRef.Channel.CANARY);
    }

    private @Nullable Participant participant(long job, TrajectorySegment segment) {
        Participant known = participants.get(job);
        if (known != null || !isBeginning(segment) || participants.size() >= MOST_PARTICIPANTS) {
            return known;
        }
        var participant = new Participant(isCanary(segment), stratum(segment.getWorkload()), block(segment), now);
        participants.put(job, participant);
        return participant;
    }

    /** Whether this may be the first segment of a job: blocks record one unroll in 1 / q. */
    private static boolean isBeginning(TrajectorySegment segment) {
        long unroll = segment.getUnrollEnd() - segment.getUnrollStart();
        return segment.getMemoryAge() * (double) segment.getUnrollInclusion() < unroll;
    }

    private static long block(TrajectorySegment segment) {
        return Names.hash(segment.getTensor() + "/" + segment.getBlock());
    }

    private int stratum(String workload) {
        String name = workload.length() <= LONGEST_NAME ? workload : workload.substring(0, LONGEST_NAME);
        int known = workloads.indexOf(name);
        if (known < 0 && workloads.size() >= MOST_STRATA) {
            return stratum(OTHERS);
        }
        if (known < 0) {
            workloads.add(workloads.size() == MOST_STRATA - 1 ? OTHERS : name);
            strata.add(new Stratum());
            return strata.size() - 1;
        }
        return known;
    }

    private void follow(long job, Participant participant, TrajectorySegment segment, int version) {
        participant.seenAt(now);
        if (version != (participant.isCanary() ? candidate : against) || !(segment.getInitialLoss() > 0)) {
            leave(job);
            leftOut++;
            return;
        }
        participant.listen(segment, block(segment), settings.steps(), floor);
        if (hasFailed(segment)) {
            judge(job, participant, Score.WORST);
        } else if (ageAfter(segment) >= settings.steps()) {
            judge(job, participant, participant.loss());
        }
    }

    private static long ageAfter(TrajectorySegment segment) {
        return segment.getMemoryAge() + segment.getSteps().size();
    }

    /** Whether the guard took over, or the job was closed, before as many gradients as are judged. */
    private boolean hasFailed(TrajectorySegment segment) {
        return segment.getMemoryAge() < settings.steps()
                && (isGuarded(segment)
                        || (segment.getEnd() == SegmentEnd.CLOSE && ageAfter(segment) < settings.steps()));
    }

    /** Whether the guard took over in it; an older application only masked the last step. */
    private static boolean isGuarded(TrajectorySegment segment) {
        return segment.getEnd() == SegmentEnd.GUARD
                || segment.getSteps().stream().anyMatch(step -> step.getMask() == StepMask.FALLBACK);
    }

    private void judge(long job, Participant participant, double loss) {
        leave(job);
        strata.get(participant.stratum()).add(participant.isCanary(), new Score(loss, Names.uniform(job)));
        canaries += participant.isCanary() ? 1 : 0;
        others += participant.isCanary() ? 0 : 1;
    }

    private void leave(long job) {
        participants.remove(job);
        done.add(job);
        if (done.size() > MOST_REMEMBERED) {
            Iterator<Long> oldest = done.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private void giveUpTheSilent() {
        long patience = settings.patience().toMillis();
        while (!participants.isEmpty()) {
            Map.Entry<Long, Participant> silent =
                    participants.entrySet().iterator().next();
            if (now - silent.getValue().seen() < patience) {
                return;
            }
            judge(silent.getKey(), silent.getValue(), Score.WORST);
        }
    }

    /** What is known by now. */
    public TrialVerdict verdict() {
        long wins = strata.stream().mapToLong(Stratum::wins).sum();
        long losses = strata.stream().mapToLong(Stratum::losses).sum();
        for (int i = 0; i < strata.size(); i++) {
            Stratum stratum = strata.get(i);
            if (Evidence.log(stratum.losses(), stratum.wins()) >= settings.boundary()) {
                return verdict(
                        Outcome.HARMFUL,
                        "worse for the workload '%s' (%d windows of jobs won, %d lost)"
                                .formatted(workloads.get(i), stratum.wins(), stratum.losses()));
            }
        }
        if (Evidence.log(losses, wins) >= settings.boundary()) {
            return verdict(Outcome.HARMFUL, "worse" + numbers(wins, losses, Evidence.log(losses, wins)));
        }
        String told = numbers(wins, losses, Evidence.log(wins, losses));
        if (Evidence.log(wins, losses) >= settings.boundary()) {
            return verdict(Outcome.PROMOTED, "better" + told);
        }
        if (canaries >= settings.jobs() || now - begun >= settings.time().toMillis()) {
            return verdict(Outcome.UNDECIDED, "undecided" + told);
        }
        return verdict(Outcome.GOES_ON, "not decided yet" + told);
    }

    private static String numbers(long wins, long losses, double evidence) {
        return String.format(
                Locale.ROOT, ": %d windows of jobs won, %d lost, evidence %.3g", wins, losses, Math.exp(evidence));
    }

    private TrialVerdict verdict(Outcome outcome, String reason) {
        return new TrialVerdict(
                outcome,
                "%s; %d canaries and %d others judged in %s, %d left out"
                        .formatted(reason, canaries, others, Duration.ofMillis(now - begun), leftOut));
    }
}
