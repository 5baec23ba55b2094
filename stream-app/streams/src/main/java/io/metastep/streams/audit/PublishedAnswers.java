package io.metastep.streams.audit;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job's published answers in one partition, handed out to the gradients they belong to. The application answers in the order of
 * the gradients, so the next answer of a block is that of its next gradient; where it is not, the answers just after it are
 * searched, and what stands in between is strange.
 */
final class PublishedAnswers {
    /** Answers of a block that are searched for that of a gradient. */
    private static final int LOOKAHEAD = 16;

    private static final long MOST_BYTES_AHEAD = 32L << 20;

    private final byte[] jobPrefix;
    private final PublishedRecord.Source source;
    private final Strange strange;
    private final Wire<UpdateBlock> wire = Wire.updates();
    private final Map<BlockKey, List<Answer>> waiting = new HashMap<>();
    private final Set<BlockKey> begun = new HashSet<>();
    private long bytesAhead;
    private long read;
    private boolean isAtEnd;

    /** An answer and where it stands. */
    static final class Answer {
        private final UpdateBlock update;
        private final long offset;
        private boolean isReported;

        Answer(UpdateBlock update, long offset) {
            this.update = update;
            this.offset = offset;
        }

        UpdateBlock update() {
            return update;
        }

        long offset() {
            return offset;
        }

        private int bytes() {
            return 256 + update.getValues().remaining();
        }

        private boolean belongsTo(Asked asked) {
            return update.getAttempt() == asked.attempt && update.getStep() == asked.step;
        }

        private boolean isBehind(Asked asked) {
            return update.getAttempt() < asked.attempt
                    || (update.getAttempt() == asked.attempt && update.getStep() <= asked.step);
        }
    }

    /** What a gradient record asks for; attempt and step are -1 if it cannot be read, and so are those of its rejection. */
    record Asked(BlockKey key, long attempt, long step) {}

    /** Hears of answers that are not where they should be. */
    interface Strange {
        /** No gradient asked for it. */
        void unexpected(BlockKey key, Answer answer);

        /** It came before that of an earlier gradient of its block. */
        void outOfOrder(BlockKey key, Answer answer);

        /** The job's key, but no answer. */
        void unreadable(long offset, String why);
    }

    PublishedAnswers(String jobId, PublishedRecord.Source source, Strange strange) {
        this.jobPrefix = JobKeys.prefix(jobId);
        this.source = source;
        this.strange = strange;
    }

    /** Answers read so far. */
    long read() {
        return read;
    }

    /** Whether all answers of the block have been handed out. */
    boolean hasEnded(BlockKey key) {
        List<Answer> ahead = waiting.get(key);
        return isAtEnd && (ahead == null || ahead.isEmpty());
    }

    /** The answer to the block's next gradient; null if there is none. */
    // Hot path: per record.
    @Nullable
    Answer claim(Asked asked) {
        List<Answer> ahead = waiting.get(asked.key);
        if (ahead == null || !begun.contains(asked.key)) {
            ahead = waiting.computeIfAbsent(asked.key, key -> new ArrayList<>(2));
            passOver(asked, ahead);
        }
        for (int i = 0; i < LOOKAHEAD && (i < ahead.size() || readFor(ahead)); i++) {
            if (ahead.get(i).belongsTo(asked)) {
                Answer found = ahead.remove(i);
                bytesAhead -= found.bytes();
                begun.add(asked.key);
                settle(asked, ahead.subList(0, i));
                return found;
            }
        }
        return null;
    }

    /** Answers before that of a block's first gradient may be any number: their gradients are gone. */
    private void passOver(Asked asked, List<Answer> ahead) {
        while ((!ahead.isEmpty() || readFor(ahead))
                && !ahead.get(0).belongsTo(asked)
                && ahead.get(0).isBehind(asked)) {
            drop(asked.key, ahead.remove(0));
        }
    }

    private void drop(BlockKey key, Answer answer) {
        bytesAhead -= answer.bytes();
        strange.unexpected(key, answer);
    }

    private void settle(Asked asked, List<Answer> before) {
        for (Iterator<Answer> each = before.iterator(); each.hasNext(); ) {
            Answer answer = each.next();
            if (answer.isBehind(asked)) {
                each.remove();
                drop(asked.key, answer);
            } else if (!answer.isReported) {
                answer.isReported = true;
                strange.outOfOrder(asked.key, answer);
            }
        }
    }

    /** Reports what nobody asked for, now that no gradient comes any more. */
    void finish() {
        while (!isAtEnd) {
            readOne();
            drain();
        }
        drain();
    }

    private void drain() {
        waiting.forEach((key, answers) -> {
            answers.forEach(answer -> strange.unexpected(key, answer));
            answers.clear();
        });
        bytesAhead = 0;
    }

    private boolean readFor(List<Answer> ahead) {
        int before = ahead.size();
        while (ahead.size() == before && !isAtEnd && bytesAhead < MOST_BYTES_AHEAD) {
            readOne();
        }
        return ahead.size() > before;
    }

    private void readOne() {
        PublishedRecord next = source.next();
        if (next == null) {
            isAtEnd = true;
        } else if (JobKeys.startsWith(next.key(), jobPrefix)) {
            read++;
            take(next);
        }
    }

    private void take(PublishedRecord record) {
        try {
            BlockKey key = BlockKey.parse(record.key());
            Answer answer = new Answer(wire.decode(record.value()), record.offset());
            bytesAhead += answer.bytes();
            waiting.computeIfAbsent(key, k -> new ArrayList<>(2)).add(answer);
        } catch (WireException e) {
            strange.unreadable(record.offset(), e.detail());
        }
    }
}
