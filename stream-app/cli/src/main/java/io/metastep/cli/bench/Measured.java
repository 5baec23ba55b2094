package io.metastep.cli.bench;

/**
 * What one round of a contender showed.
 *
 * @param rate coordinate-steps per second, summed over the threads
 * @param bytesPerRun heap that the first thread allocated per run
 */
record Measured(double rate, double bytesPerRun) {

    static final Measured NOTHING = new Measured(0, Double.NaN);

    static Measured faster(Measured a, Measured b) {
        return a.rate >= b.rate ? a : b;
    }
}
