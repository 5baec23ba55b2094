package io.metastep.schemas;

import java.util.Arrays;
import java.util.Optional;

/** Why a record was refused; the name is the code on the wire. */
public enum RejectionReason {
    NULL_KEY("The record has no key.", "Set the key to jobId/tensor/block in UTF-8."),
    MALFORMED_KEY("The key is not jobId/tensor/block in UTF-8.", "Check the key against the section on keys."),
    UNDECODABLE(
            "The value is not one whole record in single-object encoding.",
            "Compare the bytes with the example record."),
    UNKNOWN_SCHEMA(
            "The fingerprint is of no released schema of this record.",
            "Write with a schema from schemas/released, or upgrade the application first."),
    TOO_LARGE(
            "The value, or a string, array or map in it, is longer than the limits allow.",
            "Shorten it; see the section on limits."),
    KEY_MISMATCH("Key and record name different jobs, tensors or blocks.", "Make the key from the record."),
    WRONG_PARTITION(
            "The partition is not the one that the rule gives for this key and spread.",
            "Follow the section on partitions and name the partition explicitly."),
    UNKNOWN_KIND("The kind is UNKNOWN.", "Send GRADIENT, SHADOW, SKIP or CLOSE."),
    UNSUPPORTED_KIND("This application does not serve that kind.", "Upgrade the application or send GRADIENT."),
    UNKNOWN_ENCODING("The element encoding is UNKNOWN.", "Send FLOAT32 or BFLOAT16."),
    EMPTY("A gradient without a single value.", "Send at least one coordinate, or SKIP."),
    WRONG_LENGTH(
            "The bytes of the values are no whole number of elements.", "Send 4 bytes per FLOAT32, 2 per BFLOAT16."),
    TOO_LONG("The block has more coordinates than a block may have.", "Cut the tensor into smaller blocks."),
    LENGTH_CHANGED(
            "The block had another number of coordinates before.",
            "Keep the cut of a tensor within an attempt; a higher attempt may cut anew."),
    NOT_FINITE("A value is NaN or infinite.", "Send SKIP for this step; lower the loss scale."),
    BAD_TIMESTAMP(
            "The record's timestamp is negative.",
            "Leave timestamps to the client library or the topic (LogAppendTime)."),
    BAD_SETTING(
            "A setting in the record is outside its range.", "Read the detail, which names setting, value and range."),
    STALE_STEP("A later step of this block was answered already.", "Let steps grow strictly within an attempt."),
    CONFLICTING_STEP(
            "This step of this block was answered already, for other bytes.",
            "Resend identical bytes only; a restarted job takes a higher attempt."),
    FENCED_ATTEMPT(
            "The job goes on with a higher attempt elsewhere.",
            "Stop this process, or restart it from its checkpoint with a higher attempt."),
    UNKNOWN_OPTIMIZER(
            "No such optimizer is on the optimizers topic.",
            "Name a published family, family@version or family#channel."),
    CLOSED("The block was closed before.", "Open the job again with a higher attempt, or take another job id."),
    REFUSED_MEMORY(
            "The application has no memory left for a new block.",
            "Add instances or memory, close idle jobs, then take a higher attempt."),
    REFUSED_LIMIT(
            "The job, or all jobs together, have all the optimizer state that the application allows.",
            "Close jobs that are not needed or ask its operator for more (serve --job-state, --all-state), then take a higher attempt.");

    private final String meaning;
    private final String remedy;

    RejectionReason(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    public String code() {
        return name();
    }

    /** What it says about the record, one sentence. */
    public String meaning() {
        return meaning;
    }

    /** What its sender should do, one sentence. */
    public String remedy() {
        return remedy;
    }

    /** The reason with that code; empty for one that this version does not know. */
    public static Optional<RejectionReason> ofCode(String code) {
        return Arrays.stream(values()).filter(r -> r.name().equals(code)).findFirst();
    }
}
