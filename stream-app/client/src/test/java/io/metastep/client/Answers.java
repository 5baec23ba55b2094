package io.metastep.client;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What an application would answer: gradient descent with rate 0.5. */
final class Answers {
    private Answers() {}

    static UpdateBlock to(GradientBlock gradient) {
        return switch (gradient.getKind()) {
            case GRADIENT -> answer(gradient, UpdateAction.APPLY, descent(gradient), null, gradient.getAttempt());
            default -> answer(gradient, UpdateAction.SKIP, new byte[0], null, gradient.getAttempt());
        };
    }

    static UpdateBlock rejecting(GradientBlock gradient, String reason) {
        return answer(gradient, UpdateAction.REJECTED, new byte[0], reason, gradient.getAttempt());
    }

    static UpdateBlock rejectingAttempt(GradientBlock gradient, long attempt, String reason) {
        return answer(gradient, UpdateAction.REJECTED, new byte[0], reason, attempt);
    }

    static UpdateBlock reverting(GradientBlock gradient) {
        return answer(gradient, UpdateAction.REVERT, new byte[0], null, gradient.getAttempt());
    }

    /** The same from an application whose guard has seen that step as the best. */
    static UpdateBlock withBest(UpdateBlock answer, long bestStep) {
        return changed(answer, answer.getAppliedBy(), answer.getAction(), answer.getValues(), bestStep);
    }

    /** The same from that version of an optimizer. */
    static UpdateBlock madeBy(UpdateBlock answer, String optimizer) {
        return changed(
                answer, optimizer, answer.getAppliedBy(), answer.getAction(), answer.getValues(), answer.getBestStep());
    }

    static UpdateBlock byFallback(UpdateBlock answer) {
        return changed(answer, AppliedBy.FALLBACK, answer.getAction(), answer.getValues(), answer.getBestStep());
    }

    static UpdateBlock reverted(UpdateBlock answer) {
        return changed(answer, AppliedBy.NONE, UpdateAction.REVERT, ByteBuffer.allocate(0), answer.getBestStep());
    }

    private static UpdateBlock changed(
            UpdateBlock answer, AppliedBy appliedBy, UpdateAction action, ByteBuffer values, @Nullable Long bestStep) {
        return changed(answer, answer.getOptimizer(), appliedBy, action, values, bestStep);
    }

    private static UpdateBlock changed(
            UpdateBlock answer,
            String optimizer,
            AppliedBy appliedBy,
            UpdateAction action,
            ByteBuffer values,
            @Nullable Long bestStep) {
        return new UpdateBlock(
                answer.getJobId(),
                answer.getAttempt(),
                answer.getTensor(),
                answer.getBlock(),
                answer.getStep(),
                optimizer,
                appliedBy,
                action,
                answer.getReason(),
                answer.getDetail(),
                answer.getUpdateScale(),
                answer.getEncoding(),
                values,
                answer.getMemoryAge(),
                bestStep);
    }

    static UpdateBlock ofAttempt(GradientBlock gradient, long attempt) {
        return answer(gradient, UpdateAction.APPLY, descent(gradient), null, attempt);
    }

    static UpdateBlock tooShort(GradientBlock gradient) {
        return answer(gradient, UpdateAction.APPLY, new byte[3], null, gradient.getAttempt());
    }

    private static byte[] descent(GradientBlock gradient) {
        float[] values = Elements.decode(gradient.getEncoding(), gradient.getValues());
        for (int i = 0; i < values.length; i++) {
            values[i] *= -0.5f;
        }
        return Elements.encode(gradient.getEncoding(), values, 0, values.length);
    }

    private static UpdateBlock answer(
            GradientBlock gradient, UpdateAction action, byte[] values, @Nullable String reason, long attempt) {
        return new UpdateBlock(
                gradient.getJobId(),
                attempt,
                gradient.getTensor(),
                gradient.getBlock(),
                gradient.getStep(),
                "sgd@1",
                AppliedBy.LEARNED,
                action,
                reason,
                reason == null ? null : "because of the test",
                gradient.getUpdateScale(),
                gradient.getEncoding(),
                ByteBuffer.wrap(values),
                gradient.getStep() + 1,
                null);
    }
}
