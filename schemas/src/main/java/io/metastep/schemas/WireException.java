package io.metastep.schemas;

/** Bytes that break the contract; carries the reason that goes to the rejected topic and to the job. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    public WireException(RejectionReason reason, String detail) {
        // Bad input is a value, not a fault: no stack trace, so a flood of it stays cheap.
        super(detail, null, false, false);
        this.reason = reason;
    }

    public RejectionReason reason() {
        return reason;
    }

    /** What was got, what was expected, what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
