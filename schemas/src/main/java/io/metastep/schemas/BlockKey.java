package io.metastep.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names one block of one tensor of one job: {@code jobId/tensor/block} in UTF-8. */
public record BlockKey(String jobId, String tensor, int block) {
    public BlockKey {
        String problem = problem(jobId, tensor, block);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * Reads a key.
     *
     * @throws WireException NULL_KEY or MALFORMED_KEY
     */
    public static BlockKey parse(byte @Nullable [] bytes) throws WireException {
        if (bytes == null) {
            throw new WireException(RejectionReason.NULL_KEY, "The key is null; expected jobId/tensor/block");
        }
        return parse(text(bytes));
    }

    /**
     * Reads a key.
     *
     * @throws WireException MALFORMED_KEY
     */
    public static BlockKey parse(String text) throws WireException {
        int first = text.indexOf('/');
        int last = text.lastIndexOf('/');
        if (first < 0 || first == last) {
            throw malformed("The key '" + shortened(text) + "' has no two '/'; expected jobId/tensor/block");
        }
        String jobId = text.substring(0, first);
        String tensor = text.substring(first + 1, last);
        int block = block(text.substring(last + 1));
        String problem = problem(jobId, tensor, block);
        if (problem != null) {
            throw malformed(problem);
        }
        return new BlockKey(jobId, tensor, block);
    }

    /** Why the id cannot name a job, or null if it can. */
    public static @Nullable String jobIdProblem(String jobId) {
        if (jobId.isEmpty() || jobId.length() > Limits.JOB_ID_CHARS) {
            return "Job id '" + shortened(jobId) + "' has " + jobId.length() + " characters; expected 1 to "
                    + Limits.JOB_ID_CHARS;
        }
        if (jobId.indexOf('/') >= 0 || hasControls(jobId)) {
            return "Job id '" + shortened(jobId) + "' contains '/' or a control character; take it out";
        }
        return null;
    }

    /** Why the name cannot name a tensor, or null if it can. */
    public static @Nullable String tensorProblem(String tensor) {
        if (tensor.isEmpty() || tensor.length() > Limits.TENSOR_CHARS) {
            return "Tensor name '" + shortened(tensor) + "' has " + tensor.length() + " characters; expected 1 to "
                    + Limits.TENSOR_CHARS;
        }
        if (hasControls(tensor)) {
            return "Tensor name '" + shortened(tensor) + "' contains a control character; take it out";
        }
        return null;
    }

    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return jobId + "/" + tensor + "/" + block;
    }

    private static @Nullable String problem(String jobId, String tensor, int block) {
        String jobProblem = jobIdProblem(jobId);
        String problem = jobProblem == null ? tensorProblem(tensor) : jobProblem;
        if (problem != null || block >= 0) {
            return problem;
        }
        return "The block is no number from 0 to " + Integer.MAX_VALUE + " in plain decimal digits";
    }

    /** The number, or -1 if the digits are not the one way to write it. */
    private static int block(String digits) {
        if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long value = Long.parseLong(digits);
        boolean canonical = digits.length() == 1 || digits.charAt(0) != '0';
        return canonical && value <= Integer.MAX_VALUE ? (int) value : -1;
    }

    private static String text(byte[] bytes) throws WireException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("The key is not UTF-8; expected jobId/tensor/block");
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static WireException malformed(String detail) {
        return new WireException(RejectionReason.MALFORMED_KEY, detail);
    }
}
