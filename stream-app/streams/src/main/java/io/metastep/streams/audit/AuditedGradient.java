package io.metastep.streams.audit;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.OptimizerRef;
import io.metastep.streams.audit.PublishedAnswers.Asked;
import io.metastep.streams.core.GradientRecord;
import org.jspecify.annotations.Nullable;

/**
 * A gradient record of the job.
 *
 * @param decoded null if its rejection does not tell attempt and step
 */
record AuditedGradient(
        BlockKey key, GradientRecord logged, @Nullable GradientBlock decoded, Followed block) {
    /** How far a block can be followed. */
    static final class Followed {
        /** Whether its memory is what it was in the application. */
        boolean isKnown;

        boolean isAnswered;
        long recomputedFrom;
        long lastTimestamp;
    }

    Asked asked() {
        return decoded == null ? new Asked(key, -1, -1) : new Asked(key, decoded.getAttempt(), decoded.getStep());
    }

    boolean stepsOptimizer() {
        return decoded != null
                && (decoded.getKind() == GradientKind.GRADIENT || decoded.getKind() == GradientKind.SHADOW);
    }

    boolean namesVersion() {
        return decoded != null
                && OptimizerRef.parse(decoded.getOptimizer()).orElse(null) instanceof OptimizerRef.Version;
    }

    boolean isBeforeRecomputation() {
        return logged.offset() < block.recomputedFrom;
    }
}
