package io.metastep.schemas;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A time span as people write it, exact: {@code 5 ms}, {@code 1 min 30 s}, {@code 7 days}. */
public final class TimeSpan {
    private TimeSpan() {}

    /** The span in days, hours, minutes, seconds and milliseconds, without those that are zero. */
    public static String of(Duration span) {
        if (span.isNegative()) {
            return "-" + of(span.negated());
        }
        List<String> parts = new ArrayList<>();
        add(parts, span.toDays(), span.toDays() == 1 ? "day" : "days");
        add(parts, span.toHoursPart(), "h");
        add(parts, span.toMinutesPart(), "min");
        add(parts, span.toSecondsPart(), "s");
        if (span.toNanosPart() > 0 || parts.isEmpty()) {
            parts.add(millis(span.toNanosPart()) + " ms");
        }
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit);
        }
    }

    private static String millis(int nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
    }
}
