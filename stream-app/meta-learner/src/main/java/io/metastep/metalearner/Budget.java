package io.metastep.metalearner;

import java.time.Duration;

/** How long a meta-training lasts; rates and curriculum go by the share of it that is used up. */
public sealed interface Budget {

    /**
     * The share that is used up, 1 or more at the end.
     *
     * @param metaSteps steps taken
     * @param preparation time that passed before the first step
     * @param elapsed time since the start, preparation included
     */
    double used(int metaSteps, Duration preparation, Duration elapsed);

    /** How long it was, for the provenance, after so many meta-steps. */
    String told(int metaSteps);

    /** A number of meta-steps: the result is the same on any machine. */
    record MetaSteps(int count) implements Budget {
        public MetaSteps {
            if (count < 1) {
                throw new IllegalArgumentException(count + " meta-steps, expected at least 1");
            }
        }

        @Override
        public double used(int metaSteps, Duration preparation, Duration elapsed) {
            return (double) metaSteps / count;
        }

        @Override
        public String told(int metaSteps) {
            return String.valueOf(count);
        }
    }

    /** Time, preparation included: the result depends on how many meta-steps the machine takes in it. At least one is taken. */
    record WallClock(Duration limit) implements Budget {
        public WallClock {
            if (limit.compareTo(Duration.ZERO) <= 0) {
                throw new IllegalArgumentException(
                        "Meta-training for " + minutes(limit) + " minutes, expected a positive number");
            }
        }

        @Override
        public double used(int metaSteps, Duration preparation, Duration elapsed) {
            if (metaSteps == 0) {
                return 0;
            }
            double training = seconds(limit) - seconds(preparation);
            return training <= 0 ? 1 : (seconds(elapsed) - seconds(preparation)) / training;
        }

        private static double minutes(Duration duration) {
            return duration.toMillis() / 60_000.0;
        }

        private static double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }

        @Override
        public String told(int metaSteps) {
            return ("%d, in %s minutes; the result depends on the machine's speed, --meta-steps %d in place of --minutes comes"
                            + " close to it on any")
                    .formatted(metaSteps, minutes(limit), metaSteps);
        }
    }
}
