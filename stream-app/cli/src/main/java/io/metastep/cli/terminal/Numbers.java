package io.metastep.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: few digits, always the same width for the same kind. */
public final class Numbers {

    private Numbers() {}

    /** A loss: four significant digits, {@code 0.0312}, {@code 12.34}, {@code 3.1e+07}. */
    public static String loss(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : "inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 0.0001 || size >= 100_000)) {
            return format("%.1e", value);
        }
        return format(size < 1 ? "%.4f" : size < 10 ? "%.3f" : size < 100 ? "%.2f" : "%.1f", value);
    }

    /** A rate or a count: {@code 950}, {@code 12.4 k}, {@code 4.61 M}. */
    public static String rate(double perSecond) {
        if (!Double.isFinite(perSecond)) {
            return "-";
        }
        if (perSecond < 1_000) {
            return format(perSecond < 10 ? "%.1f" : "%.0f", perSecond);
        }
        return perSecond < 1_000_000 ? digits(perSecond / 1_000) + " k" : digits(perSecond / 1_000_000) + " M";
    }

    /** A latency: {@code 0.42 ms}, {@code 18.1 ms}, {@code 122 ms}. */
    public static String millis(double millis) {
        return Double.isFinite(millis) ? digits(millis) + " ms" : "-";
    }

    /** A whole number with a comma every three digits. */
    public static String count(long value) {
        return format("%,d", value);
    }

    /** A time span: {@code 8 s}, {@code 1:05 min}, {@code 2:10 h}. */
    public static String time(Duration time) {
        long seconds = Math.max(0, Math.round(time.toMillis() / 1_000.0));
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? format("%d:%02d min", seconds / 60, seconds % 60)
                : format("%d:%02d h", seconds / 3_600, seconds / 60 % 60);
    }

    /** Three digits or more, without a unit. */
    public static String digits(double value) {
        return format(value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
