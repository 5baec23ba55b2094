package io.metastep.schemas;

/** What a record may hold at most. */
public final class Limits {
    /** Characters of a job id. */
    public static final int JOB_ID_CHARS = 200;

    /** Characters of a tensor name. */
    public static final int TENSOR_CHARS = 500;

    /** Coordinates of one block unless the job chooses otherwise. */
    public static final int DEFAULT_BLOCK_COORDINATES = 1_024;

    /** Coordinates of one block at most. */
    public static final int BLOCK_COORDINATES = 65_536;

    /** Bytes of one record on any topic but that of rejections, headers included. */
    public static final int RECORD_BYTES = 1 << 20;

    /** What a rejection may be longer than the gradient it carries, for its headers. */
    public static final int REJECTION_EXTRA_BYTES = 64 << 10;

    /** Bytes of one string inside a record. */
    public static final int STRING_BYTES = 64 << 10;

    /** Items of all arrays and maps of one record together. */
    public static final int ITEMS = 4_096;

    /** Steps of one trajectory segment. */
    public static final int SEGMENT_STEPS = 1_024;

    /** Characters of the detail of a rejection. */
    public static final int DETAIL_CHARS = 2_000;

    private Limits() {}
}
