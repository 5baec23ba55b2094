package io.metastep.metalearner.online.trial;

/**
 * How much a row of hits and misses, wins and losses or the other way round, speaks against even odds.
 *
 * <p>The value of a betting strategy (an e-process; Shafer 2021, Ville 1939): had one bet on hits with odds p, spread evenly over 1/2 < p < 1, one
 * unit would have become
 *
 * <p>E = 2^(n+1) times the integral from 1/2 to 1 of p^h (1 - p)^m dp = sum over k <= h of C(n+1, k) / ((n+1) C(n, h)), n = h + m.
 *
 * <p>If hits and misses are in truth equally likely, given all that was before, E reaches 1/a with a probability of at most a, at any
 * time.
 */
final class Evidence {
    private Evidence() {}

    /** The natural logarithm of E. */
    static double log(long hits, long misses) {
        long n = hits + misses;
        return logSumOfCombinations(n + 1, hits) - Math.log((double) n + 1) - logCombinations(n, hits);
    }

    /** log of the sum over k = 0..most of C(n, k), most < n. */
    private static double logSumOfCombinations(long n, long most) {
        double term = 0;
        double largest = 0;
        double sum = 1; // in units of e^largest
        for (long k = 1; k <= most; k++) {
            term += Math.log((double) (n - k + 1) / k);
            if (term > largest) {
                sum *= Math.exp(largest - term);
                largest = term;
            }
            sum += Math.exp(term - largest);
        }
        return largest + Math.log(sum);
    }

    private static double logCombinations(long n, long k) {
        double log = 0;
        for (long i = 1; i <= k; i++) {
            log += Math.log((double) (n - k + i) / i);
        }
        return log;
    }
}
