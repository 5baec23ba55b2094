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
                gradient.getStep() + 1);
    }
}
