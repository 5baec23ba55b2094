package io.metastep.metalearner.evaluation;

/** Student's t distribution with a whole number of degrees of freedom. */
final class StudentT {
    private static final int BISECTIONS = 60;
    private static final double LARGEST = 1e4;

    private final int degrees;

    StudentT(int degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException(degrees + " degrees of freedom, expected at least 1");
        }
        this.degrees = degrees;
    }

    /** The t for which a value lies within -t and t with this probability. */
    double quantile(double within) {
        double low = 0;
        double high = LARGEST;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (within(middle) < within) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Probability of a value within -t and t (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). */
    double within(double t) {
        double angle = Math.atan(t / Math.sqrt(degrees));
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        return degrees % 2 == 0 ? sin * series(1, 1, cos) : 2 / Math.PI * (angle + sin * series(cos, 2, cos));
    }

    /** {@code term (1 + k/(k+1) cos^2 + k/(k+1) (k+2)/(k+3) cos^4 + ...)} up to the power degrees - 2. */
    private double series(double first, int k, double cos) {
        double sum = 0;
        double term = first;
        for (int power = k - 1; power <= degrees - 2; power += 2) {
            sum += term;
            term *= cos * cos * (power + 1) / (power + 2);
        }
        return sum;
    }
}
