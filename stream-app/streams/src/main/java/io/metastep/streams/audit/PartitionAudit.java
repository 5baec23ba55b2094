package io.metastep.streams.audit;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import io.metastep.streams.audit.AuditedGradient.Followed;
import io.metastep.streams.audit.PublishedAnswers.Answer;
import io.metastep.streams.audit.Tally.Count;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientRecord;
import io.metastep.streams.core.KeptSnapshots;
import io.metastep.streams.core.MissingOptimizerException;
import io.metastep.streams.core.Recomputation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compares one job's answers in one partition with their recomputation, gradient by gradient. One thread. */
public final class PartitionAudit implements GradientLog.Visitor {
    private final byte[] jobPrefix;
    private final Differences differences;
    private final Recomputation recomputation;
    private final PublishedAnswers answers;
    private final Retention retention;
    private final long idleMillis;
    private final Tally tally = new Tally();
    private final Wire<GradientBlock> wire = Wire.gradients();
    private final Map<BlockKey, Followed> blocks = new HashMap<>();
    private final List<Difference> pending = new ArrayList<>();
    private long pendingCount;
    private boolean isAnyAnswered;
    private long firstTimestamp = -1;

    /**
     * What is left of the partition's logs.
     *
     * @param firstGradient offset where the gradients begin; 0 if none was ever deleted
     * @param firstUpdate the same of the updates
     */
    public record Retention(long firstGradient, long firstUpdate) {}

    /**
     * An audit that has seen nothing yet.
     *
     * @param idleMillis after so long without a record a block's memory starts afresh
     */
    public PartitionAudit(
            String jobId,
            int partition,
            Recomputation recomputation,
            PublishedRecord.Source updates,
            Retention retention,
            long idleMillis) {
        this.jobPrefix = JobKeys.prefix(jobId);
        this.differences = new Differences(partition);
        this.recomputation = recomputation;
        this.answers = new PublishedAnswers(jobId, updates, new Reporter());
        this.retention = retention;
        this.idleMillis = idleMillis;
    }

    /** Takes the partition's next gradient, of whichever job. */
    // Hot path: per record.
    @Override
    public void visit(GradientRecord logged) {
        firstTimestamp = firstTimestamp < 0 ? logged.timestamp() : firstTimestamp;
        if (JobKeys.startsWith(logged.key(), jobPrefix)) {
            try {
                take(BlockKey.parse(logged.key()), logged);
            } catch (WireException nobodyIsTold) {
                // Rejected without an answer.
            }
        }
    }

    private void take(BlockKey key, GradientRecord logged) {
        tally.add(Count.GRADIENTS);
        Followed block = blocks.get(key);
        if (block == null) {
            block = follow(key, logged);
            blocks.put(key, block);
        } else if (logged.timestamp() - block.lastTimestamp > idleMillis) {
            block.isKnown = true;
        }
        block.lastTimestamp = logged.timestamp();
        AuditedGradient gradient = new AuditedGradient(key, logged, decode(key, logged), block);
        Answer answer = answers.claim(gradient.asked());
        if (answer == null) {
            unanswered(gradient);
        } else {
            answered(gradient, answer);
        }
    }

    private Followed follow(BlockKey key, GradientRecord first) {
        tally.add(Count.BLOCKS);
        Followed block = new Followed();
        boolean isFirstEver = retention.firstGradient == 0 || first.timestamp() - firstTimestamp > idleMillis;
        OptionalLong covered = isFirstEver ? OptionalLong.empty() : recomputation.begin(key, retention.firstGradient);
        covered.ifPresent(offset -> {
            block.recomputedFrom = offset + 1;
            tally.fromSnapshot(recomputation.step(key));
        });
        block.isKnown = isFirstEver || covered.isPresent();
        return block;
    }

    /** As far as its rejection would tell attempt and step. */
    private @Nullable GradientBlock decode(BlockKey key, GradientRecord logged) {
        try {
            GradientBlock decoded = wire.decode(logged.value());
            boolean isOfKey = decoded.getJobId().equals(key.jobId())
                    && decoded.getTensor().equals(key.tensor())
                    && decoded.getBlock() == key.block();
            return isOfKey ? decoded : null;
        } catch (WireException e) {
            return null;
        }
    }

    private void answered(AuditedGradient gradient, Answer answer) {
        settlePending();
        isAnyAnswered = true;
        gradient.block().isAnswered = true;
        if (gradient.isBeforeRecomputation()) {
            tally.add(Count.UNVERIFIED);
        } else if (gradient.block().isKnown) {
            compare(gradient, answer);
        } else {
            seekBeginning(gradient, answer);
        }
    }

    /** A later record was answered, so these are lost or, where the answers do not begin before it, deleted. */
    private void settlePending() {
        if (isBeforeAnswers()) {
            tally.add(Count.GONE, pendingCount);
        } else {
            pending.forEach(tally::differs);
            tally.add(Count.DIFFERENCES, pendingCount - pending.size());
        }
        pending.clear();
        pendingCount = 0;
    }

    private void compare(AuditedGradient gradient, Answer answer) {
        Recomputation.Answer expected = recompute(gradient, answer.update());
        if (expected == null) {
            tally.add(Count.UNVERIFIED);
            return;
        }
        AnswerComparison.Found found = difference(expected, answer);
        if (found == null) {
            tally.equal(answer.update(), expected.isRepeat());
        } else if (mayHaveRestarted(expected.update(), answer.update())) {
            compareAfresh(gradient, answer, found);
        } else if (cannotFollow(expected.update(), answer.update())) {
            lose(gradient);
            tally.add(Count.UNVERIFIED);
        } else {
            tally.differs(differences.other(gradient, answer, found));
        }
        if (expected.pinned() != null) {
            tally.differs(differences.pin(gradient, answer, expected.pinned()));
        }
    }

    /** The answer says that the memory began anew where the log alone would have let it go on. */
    private static boolean mayHaveRestarted(@Nullable UpdateBlock expected, UpdateBlock published) {
        return expected != null
                && published.getAction() != UpdateAction.REJECTED
                && published.getMemoryAge() <= 1
                && published.getMemoryAge() < expected.getMemoryAge();
    }

    /** The answer's memory is older than what is left of the log can explain. */
    private boolean cannotFollow(@Nullable UpdateBlock expected, UpdateBlock published) {
        return expected != null
                && retention.firstGradient > 0
                && expected.getAction() != UpdateAction.REJECTED
                && expected.getMemoryAge() <= 1
                && published.getMemoryAge() > expected.getMemoryAge();
    }

    private void compareAfresh(AuditedGradient gradient, Answer answer, AnswerComparison.Found before) {
        recomputation.forget(gradient.key());
        Recomputation.Answer afresh = recompute(gradient, answer.update());
        if (afresh != null && difference(afresh, answer) == null) {
            tally.add(Count.RESTARTS);
            tally.equal(answer.update(), false);
        } else {
            lose(gradient);
            tally.differs(differences.other(gradient, answer, before));
        }
    }

    /** Of a block whose memory began before the log does: if this answer is that of a fresh memory, it is known from here on. */
    private void seekBeginning(AuditedGradient gradient, Answer answer) {
        UpdateBlock update = answer.update();
        boolean mayBegin =
                gradient.stepsOptimizer() && update.getMemoryAge() == 1 && update.getAction() == UpdateAction.APPLY;
        Recomputation.Answer expected = mayBegin ? recompute(gradient, update) : null;
        if (expected != null && difference(expected, answer) == null) {
            gradient.block().isKnown = true;
            tally.equal(update, false);
        } else {
            recomputation.forget(gradient.key());
            tally.add(Count.UNVERIFIED);
        }
    }

    private void unanswered(AuditedGradient gradient) {
        if (!answers.hasEnded(gradient.key())) {
            lost(gradient);
        } else {
            pendingCount++;
            if (pending.size() < AuditReport.FIRST) {
                pending.add(differences.missing(gradient));
            }
        }
    }

    /** What retention took lies before everything that is there. */
    private boolean isBeforeAnswers() {
        return retention.firstUpdate > 0 && !isAnyAnswered;
    }

    private void lost(AuditedGradient gradient) {
        if (isBeforeAnswers()) {
            tally.add(Count.GONE);
            if (!gradient.namesVersion()) {
                lose(gradient);
            }
        } else {
            tally.differs(differences.missing(gradient));
        }
        if (gradient.block().isKnown && !gradient.isBeforeRecomputation()) {
            recompute(gradient, null);
        }
    }

    private Recomputation.@Nullable Answer recompute(AuditedGradient gradient, @Nullable UpdateBlock published) {
        try {
            return recomputation.answer(gradient.key(), gradient.logged(), published);
        } catch (MissingOptimizerException e) {
            tally.missingVersion(e.version());
            lose(gradient);
            return null;
        }
    }

    private void lose(AuditedGradient gradient) {
        recomputation.forget(gradient.key());
        gradient.block().isKnown = false;
    }

    private static AnswerComparison.@Nullable Found difference(Recomputation.Answer expected, Answer answer) {
        UpdateBlock update = expected.update();
        return update == null
                ? new AnswerComparison.Found(Difference.NOWHERE, "no answer", "an answer")
                : AnswerComparison.difference(update, answer.update());
    }

    /** Ends the audit, once there are no more gradients. */
    public Tally finish() {
        answers.finish();
        tally.add(Count.PENDING, pendingCount);
        tally.add(Count.ANSWERS, answers.read());
        KeptSnapshots snapshots = recomputation.finish();
        if (snapshots != null) {
            tally.add(Count.SNAPSHOTS_EQUAL, snapshots.equal());
            snapshots.different().forEach(place -> tally.differs(differences.snapshot(place)));
        }
        return tally;
    }

    /** Counts what stands where no gradient asked for it. */
    private final class Reporter implements PublishedAnswers.Strange {
        @Override
        public void unexpected(BlockKey key, Answer answer) {
            Followed block = blocks.get(key);
            boolean hadGradient = block != null && block.isAnswered;
            if (retention.firstGradient > 0 && !hadGradient) {
                tally.add(Count.WITHOUT_GRADIENT);
            } else {
                tally.differs(differences.unexpected(key, answer));
            }
        }

        @Override
        public void outOfOrder(BlockKey key, Answer answer) {
            tally.differs(differences.outOfOrder(key, answer));
        }

        @Override
        public void unreadable(long offset, String why) {
            tally.differs(differences.unreadable(offset, why));
        }
    }
}
