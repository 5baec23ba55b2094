package io.metastep.streams.audit;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.UpdateBlock;
import io.metastep.streams.audit.Difference.Kind;
import io.metastep.streams.audit.Difference.Where;
import io.metastep.streams.audit.PublishedAnswers.Answer;
import io.metastep.streams.audit.PublishedAnswers.Asked;
import io.metastep.streams.core.KeptSnapshots;

/** Puts what differs in one partition into words. */
final class Differences {
    private final int partition;

    Differences(int partition) {
        this.partition = partition;
    }

    Difference other(AuditedGradient gradient, Answer answer, AnswerComparison.Found found) {
        Kind kind = found.coordinate() < 0 ? Kind.FIELD : Kind.VALUE;
        return of(kind, gradient, answer, found.expected(), found.published()).at(found.coordinate());
    }

    Difference pin(AuditedGradient gradient, Answer answer, String pinned) {
        return of(
                Kind.PIN,
                gradient,
                answer,
                "pinned " + pinned,
                "optimizer " + answer.update().getOptimizer());
    }

    private Difference of(Kind kind, AuditedGradient gradient, Answer answer, String expected, String published) {
        UpdateBlock update = answer.update();
        Where where = new Where(partition, gradient.logged().offset(), answer.offset());
        return Difference.of(kind, gradient.key(), update.getAttempt(), update.getStep(), where, expected, published);
    }

    Difference missing(AuditedGradient gradient) {
        Asked asked = gradient.asked();
        Where where = new Where(partition, gradient.logged().offset(), Difference.NOWHERE);
        return Difference.of(Kind.MISSING, gradient.key(), asked.attempt(), asked.step(), where, "an answer", "none");
    }

    Difference unexpected(BlockKey key, Answer answer) {
        return strange(Kind.UNEXPECTED, key, answer, "no answer");
    }

    Difference outOfOrder(BlockKey key, Answer answer) {
        return strange(Kind.ORDER, key, answer, "after that of the step before");
    }

    private Difference strange(Kind kind, BlockKey key, Answer answer, String expected) {
        UpdateBlock update = answer.update();
        Where where = new Where(partition, Difference.NOWHERE, answer.offset());
        return Difference.of(
                kind,
                key,
                update.getAttempt(),
                update.getStep(),
                where,
                expected,
                update.getAction() + " at offset " + answer.offset());
    }

    Difference unreadable(long offset, String why) {
        return new Difference(
                Kind.UNEXPECTED, "", -1, -1, -1, partition, -1, offset, Difference.NOWHERE, "no record", why);
    }

    Difference snapshot(KeptSnapshots.Place place) {
        Where where = new Where(partition, Difference.NOWHERE, Difference.NOWHERE);
        return Difference.of(
                Kind.SNAPSHOT, place.key(), place.attempt(), place.step(), where, "the recomputed bits", "others");
    }
}
