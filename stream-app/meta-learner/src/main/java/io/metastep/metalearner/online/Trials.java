package io.metastep.metalearner.online;

import io.metastep.metalearner.online.Lineage.Standing;
import io.metastep.metalearner.online.trial.Trial;
import io.metastep.metalearner.online.trial.TrialVerdict;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The life of trials: a version that passed the gate is put on trial if none is on and nobody pinned stable; stable is left alone
 * until the trial ends. It ends with its verdict, or when somebody else moves or pins stable. Learning then goes on from stable, if it
 * went so far away from it that what its jobs send is stale.
 */
final class Trials {
    private static final String STABLE = OptimizerRef.Channel.STABLE;
    private static final String CANARY = OptimizerRef.Channel.CANARY;

    private final LearnerSettings settings;
    private final LearnerMemory memory;
    private final FamilyVersions family;

    Trials(LearnerSettings settings, LearnerMemory memory, FamilyVersions family) {
        this.settings = settings;
        this.memory = memory;
        this.family = family;
    }

    /** Puts a version that passed the gate on trial, if that is in order. */
    Optional<ChannelChange> begin(int candidate, Instant now) {
        OptimizerChannel stable = stable();
        boolean isInOrder = settings.trial().isOn()
                && memory.trial().isEmpty()
                && !stable.getPinned()
                && candidate != stable.getVersion();
        if (!isInOrder) {
            return Optional.empty();
        }
        int against = stable.getVersion();
        memory.begin(new Trial(settings.trial(), settings.credits().lossFloor(), candidate, against, now));
        return Optional.of(
                new ChannelChange(CANARY, candidate, OptionalInt.of(against), "on trial against " + name(against)));
    }

    /** Ends the trial if it is time, and follows stable where somebody else moved it. */
    Optional<Release> settle() {
        OptimizerChannel stable = stable();
        boolean isMoved = memory.stable() != 0 && memory.stable() != stable.getVersion();
        memory.noteStable(stable.getVersion());
        if (memory.trial().isPresent()) {
            return settle(memory.trial().get(), stable);
        }
        if (isMoved) {
            return Optional.of(
                    follow(stable.getVersion(), new ArrayList<>(), "stable was moved to " + name(stable.getVersion())));
        }
        return isOrphaned() ? Optional.of(endOrphan(stable.getVersion())) : Optional.empty();
    }

    private Optional<Release> settle(Trial trial, OptimizerChannel stable) {
        String told = "Trial of %s against %s: ".formatted(name(trial.candidate()), name(trial.against()));
        if (stable.getVersion() != trial.against()) {
            return Optional.of(
                    withdraw(stable.getVersion(), told + "stable was moved to " + name(stable.getVersion())));
        }
        if (stable.getPinned()) {
            return Optional.of(withdraw(trial.against(), told + "stable was pinned"));
        }
        TrialVerdict verdict = trial.verdict();
        return switch (verdict.outcome()) {
            case GOES_ON -> Optional.empty();
            case PROMOTED -> Optional.of(promote(trial.candidate(), told + verdict.reason()));
            case HARMFUL, UNDECIDED -> Optional.of(withdraw(trial.against(), told + verdict.reason()));
        };
    }

    private Release promote(int candidate, String told) {
        memory.endTrial(Tally.TRIALS_PROMOTED);
        memory.noteStable(candidate);
        var changes = new ArrayList<ChannelChange>();
        changes.add(ChannelChange.move(STABLE, candidate, told));
        changes.add(ChannelChange.move(CANARY, candidate, told));
        return follow(candidate, changes, told);
    }

    private Release withdraw(int stable, String told) {
        memory.endTrial(Tally.TRIALS_WITHDRAWN);
        var changes = new ArrayList<ChannelChange>();
        changes.add(ChannelChange.move(CANARY, stable, told));
        return follow(stable, changes, told);
    }

    /** Whether a trial is published that nobody watches: the state that knew it is gone. */
    private boolean isOrphaned() {
        return family.named(CANARY).map(OptimizerChannel::getAgainst).isPresent();
    }

    private Release endOrphan(int stable) {
        String told = "A trial that this learner has no state of ends";
        return Release.moves(List.of(ChannelChange.move(CANARY, stable, told)), told);
    }

    private Release follow(int stable, List<ChannelChange> changes, String told) {
        if (memory.lineage().standing(stable, memory.metaSteps(), settings.maxStaleness()) == Standing.FRESH) {
            return Release.moves(changes, told);
        }
        OptimizerFile file =
                family.version(stable).orElseThrow(() -> LearnerException.vanished(settings.family(), stable));
        memory.goBackTo(file);
        String more = told + "; learning goes on from there";
        changes.add(ChannelChange.move(OptimizerRef.Channel.LATEST, stable, more));
        return Release.moves(changes, more);
    }

    private OptimizerChannel stable() {
        return family.named(STABLE)
                .orElseThrow(() -> LearnerException.vanished(
                        settings.family(), memory.lineage().current()));
    }

    private String name(int version) {
        return new OptimizerRef.Version(settings.family(), version).key();
    }
}
