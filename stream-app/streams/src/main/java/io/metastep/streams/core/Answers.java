package io.metastep.streams.core;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;

/** Writes answers. */
final class Answers {
    /** Attempt and step of an answer to a record that does not say its own. */
    static final long UNKNOWN_STEP = -1;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private Answers() {}

    /** The block's last answer. */
    // Hot path: per record.
    static UpdateBlock answer(LiveBlock block) {
        boolean isUpdate = block.answer == UpdateAction.APPLY;
        boolean isDecided = isUpdate || block.isShown || block.answer == UpdateAction.REVERT;
        Memory memory = block.memory;
        return new UpdateBlock(
                block.key.jobId(),
                block.attempt,
                block.key.tensor(),
                block.key.block(),
                block.lastStep,
                isDecided && memory != null ? memory.version() : "",
                isUpdate ? maker(block) : AppliedBy.NONE,
                block.answer,
                null,
                null,
                block.answerScale,
                block.answerEncoding,
                values(block),
                block.age,
                block.guard.bestStep() < 0 ? null : block.guard.bestStep());
    }

    static UpdateBlock rejection(BlockKey key, long attempt, long step, RejectionReason reason, String detail) {
        return new UpdateBlock(
                key.jobId(),
                attempt,
                key.tensor(),
                key.block(),
                step,
                "",
                AppliedBy.NONE,
                UpdateAction.REJECTED,
                reason.code(),
                detail,
                1f,
                ElementEncoding.FLOAT32,
                NOTHING,
                0L,
                null);
    }

    private static AppliedBy maker(LiveBlock block) {
        return block.guard.isFallback() ? AppliedBy.FALLBACK : AppliedBy.LEARNED;
    }

    private static ByteBuffer values(LiveBlock block) {
        Memory memory = block.memory;
        return memory == null || block.answer != UpdateAction.APPLY
                ? NOTHING
                : ByteBuffer.wrap(Elements.encode(block.answerEncoding, memory.update(), 0, memory.coordinates()));
    }
}
