package io.metastep.cli.chart;

import java.util.Locale;

/** Labels of the ticks of an axis. */
final class Ticks {

    private static final double LONG_AXIS = 300;
    private static final int DIGITS = 3;
    private static final double TOLERANCE = 1e-9;

    private Ticks() {}

    /** {@code 0.002}, {@code 0.5}, {@code 20}, {@code 10,000}; three digits at most, far from 1 in powers of ten. */
    static String text(double value) {
        double size = Math.abs(value);
        if (size >= 1e6 || (size > 0 && size < 1e-4)) {
            String power = String.format(Locale.ROOT, "%.2e", value).replaceFirst("\\.?0+e", "e");
            return power.replaceFirst("e\\+0?", "e").replace("e-0", "e-");
        }
        int zeros = size == 0 || size >= 1 ? 0 : (int) -Math.floor(Math.log10(size) + TOLERANCE) - 1;
        String digits = String.format(Locale.ROOT, "%,." + (zeros + DIGITS) + "f", value);
        return digits.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }

    /** Labels where there is room for them: at 1, 2 and 5 of each decade, on an axis of many decades only at 1. */
    static String onLogarithmicAxis(double value, double span) {
        long digit = leadingDigit(value);
        boolean labelled = digit == 1 || (span <= LONG_AXIS && (digit == 2 || digit == 5));
        return labelled ? text(value) : " ";
    }

    private static long leadingDigit(double value) {
        double decade = Math.floor(Math.log10(value) + TOLERANCE);
        return Math.round(value / Math.pow(10, decade));
    }
}
