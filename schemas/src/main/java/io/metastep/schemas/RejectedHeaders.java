package io.metastep.schemas;

import java.util.List;

/** Headers of a record on the rejected topic; all values are UTF-8 text, numbers in decimal. */
public final class RejectedHeaders {
    /** Code of the {@link RejectionReason}. */
    public static final String REASON = "metastep.reason";

    /** What was got, what was expected, what to do. */
    public static final String DETAIL = "metastep.detail";

    /** Topic the record came from. */
    public static final String TOPIC = "metastep.topic";

    /** Partition the record came from. */
    public static final String PARTITION = "metastep.partition";

    /** Offset of the record there. */
    public static final String OFFSET = "metastep.offset";

    /** Only where the record was too long to be kept whole: the bytes of the original key, value and headers. */
    public static final String CUT = "metastep.cut";

    private RejectedHeaders() {}

    public static List<String> all() {
        return List.of(REASON, DETAIL, TOPIC, PARTITION, OFFSET, CUT);
    }
}
