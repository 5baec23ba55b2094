package io.metastep.cli.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers inside sentences. */
final class Say {
    private static final MathContext TWO_DIGITS = new MathContext(2);
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-4;

    private Say() {}

    /** Three digits: {@code 0.0123}, {@code -2.5}, {@code 1.2e-6}. */
    static String number(double value) {
        return rounded(value, THREE_DIGITS);
    }

    private static String rounded(double value, MathContext digits) {
        if (!Double.isFinite(value)) {
            return "not a number";
        }
        double size = Math.abs(value);
        if (size >= LARGE || (size > 0 && size < SMALL)) {
            return String.format(Locale.ROOT, "%." + (digits.getPrecision() - 1) + "e", value)
                    .replaceFirst("\\.?0+e", "e");
        }
        return new BigDecimal(value).round(digits).stripTrailingZeros().toPlainString();
    }

    /** A comparison: {@code 3.2 times}, {@code minus 1.0 times} for opposite signs; of zeros there is none. */
    static String times(double value, double of) {
        if (of == 0) {
            return value == 0 ? "zero, like" : "infinitely many times";
        }
        double ratio = value / of;
        return (ratio < 0 ? "minus " : "") + twoDigits(Math.abs(ratio)) + " times";
    }

    private static String twoDigits(double ratio) {
        if (ratio < SMALL || ratio >= LARGE) {
            return rounded(ratio, TWO_DIGITS);
        }
        BigDecimal digits = new BigDecimal(ratio).round(TWO_DIGITS);
        int missing = Math.max(0, TWO_DIGITS.getPrecision() - digits.precision());
        return digits.setScale(digits.scale() + missing).toPlainString();
    }

    /** {@code 1 step}, {@code 12 steps}. */
    static String steps(int count) {
        return count + (count == 1 ? " step" : " steps");
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
