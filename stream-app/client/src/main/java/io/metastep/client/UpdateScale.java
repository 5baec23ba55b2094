package io.metastep.client;

/** The factor that updates are multiplied with before they are added, as a pure function of the step. */
public sealed interface UpdateScale {
    /** The factor at a step counted from 0; finite and not negative. */
    float at(long step);

    static UpdateScale constant(double value) {
        return new Constant(value);
    }

    /** From {@code from} at step 0 straight to {@code to} at step {@code steps}, and {@code to} ever after. */
    static UpdateScale linearDecay(double from, double to, long steps) {
        return new LinearDecay(from, to, steps);
    }

    /** Grows linearly over the first {@code steps} steps up to {@code then}, which sees steps counted from 0 all the same. */
    static UpdateScale warmUp(long steps, UpdateScale then) {
        return new WarmUp(steps, then);
    }

    record Constant(double value) implements UpdateScale {
        public Constant {
            Checks.factor("constant update scale", value);
        }

        @Override
        public float at(long step) {
            return (float) value;
        }
    }

    record LinearDecay(double from, double to, long steps) implements UpdateScale {
        public LinearDecay {
            Checks.factor("update scale at the start", from);
            Checks.factor("update scale at the end", to);
            Checks.steps("linear decay", steps);
        }

        @Override
        public float at(long step) {
            double done = Math.min(1, (double) step / steps);
            return (float) (from + (to - from) * done);
        }
    }

    /** Factor {@code (step + 1) / (steps + 1)} of {@code then}: never 0, and 1 from step {@code steps} on. */
    record WarmUp(long steps, UpdateScale then) implements UpdateScale {
        public WarmUp {
            Checks.steps("warm-up", steps);
        }

        @Override
        public float at(long step) {
            double ramp = Math.min(1, (step + 1.0) / (steps + 1.0));
            return (float) (ramp * then.at(step));
        }
    }

    /** What the schedules insist on. */
    final class Checks {
        private Checks() {}

        private static void factor(String name, double value) {
            if (!Float.isFinite((float) value) || value < 0) {
                throw new IllegalArgumentException(
                        "The " + name + " is " + value + "; expected finite and not negative");
            }
        }

        private static void steps(String name, long steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("The " + name + " takes " + steps + " steps; expected at least 1");
            }
        }
    }
}
