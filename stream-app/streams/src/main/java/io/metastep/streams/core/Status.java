package io.metastep.streams.core;

/** What may happen to a block next. */
enum Status {
    /** Nothing is known of it: any record opens it. */
    ABSENT(0),
    /** Its attempt goes on. */
    OPEN(1),
    /** Its job said that it is done. */
    CLOSED(2),
    /** There was no memory for it. */
    REFUSED(3);

    private final byte code;

    Status(int code) {
        this.code = (byte) code;
    }

    /** How snapshots write it. */
    byte code() {
        return code;
    }

    static Status of(byte code) {
        return switch (code) {
            case 0 -> ABSENT;
            case 1 -> OPEN;
            case 2 -> CLOSED;
            case 3 -> REFUSED;
            default -> throw new StateFormatException("A snapshot holds the unknown status " + code);
        };
    }
}
