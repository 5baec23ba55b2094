package io.metastep.client;

import io.metastep.schemas.TimeSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a job could not take a step; the subtype says what its owner can do about it. */
public abstract sealed class JobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private JobException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A gradient that the application (or, before sending, this client) refuses; see {@link #reason()}. */
    public static final class Rejected extends JobException {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final String detail;
        private final String tensor;
        private final int block;
        private final long step;

        Rejected(String jobId, long step, String tensor, int block, String reason, String detail) {
            super(
                    "Job " + jobId + ", step " + step + ", tensor " + tensor + ", block " + block + ": " + reason + ": "
                            + detail,
                    null);
            this.reason = reason;
            this.detail = detail;
            this.tensor = tensor;
            this.block = block;
            this.step = step;
        }

        /** Code of the {@link io.metastep.schemas.RejectionReason}, or one that this version does not know. */
        public String reason() {
            return reason;
        }

        public String detail() {
            return detail;
        }

        public String tensor() {
            return tensor;
        }

        public int block() {
            return block;
        }

        public long step() {
            return step;
        }
    }

    /** Blocks were left without an answer; {@link Job#retry()} goes on waiting for the same step. */
    public static final class TimedOut extends JobException {
        private static final long serialVersionUID = 1L;

        TimedOut(
                String jobId,
                long step,
                int unanswered,
                int blocks,
                Duration after,
                Duration longestThrottle,
                @Nullable String unreadable,
                @Nullable Throwable cause) {
            super(
                    "Job " + jobId + ", step " + step + ": " + unanswered + " of " + blocks
                            + " blocks unanswered after "
                            + TimeSpan.of(after)
                            + (cause == null ? "" : "; last send failed: " + cause.getMessage())
                            + (longestThrottle.isZero()
                                    ? ""
                                    : "; brokers hold this client back, up to " + TimeSpan.of(longestThrottle)
                                            + " at a time, because of a quota")
                            + (unreadable == null
                                    ? ""
                                    : "; the application could not read a record of the job (" + unreadable + ")")
                            + "; check that the application runs, then retry() this step",
                    cause);
        }
    }

    /** A later attempt of the job goes on elsewhere; this one is over. */
    public static final class Fenced extends JobException {
        private static final long serialVersionUID = 1L;

        Fenced(String jobId, long attempt, String by) {
            super(
                    "Job " + jobId + ", attempt " + attempt + " is fenced: " + by
                            + "; stop this process, or open the job again from its checkpoint",
                    null);
        }
    }

    /** The job was closed, here or by the application's record of it; this attempt is over. */
    public static final class Closed extends JobException {
        private static final long serialVersionUID = 1L;

        Closed(String jobId, String detail) {
            super("Job " + jobId + " is closed: " + detail + "; open it again to go on", null);
        }
    }

    /** The cluster is there, but its topics are not as jobs need them: some are missing, or do not fit each other. */
    public static final class Unprepared extends JobException {
        private static final long serialVersionUID = 1L;

        Unprepared(String message) {
            super(message, null);
        }
    }

    /** The cluster cannot be used: no broker, no permission. */
    public static final class Unreachable extends JobException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
