package io.metastep.optimizer;

/** Shapes of what an unroll is given. */
final class UnrollChecks {

    static void check(
            OptimizerSpec spec, BlockState start, float[][] gradients, float[][] credits, double[] metaGradient) {
        Checks.require(
                start.planes() == spec.planes(),
                "got a state of %s planes, expected %s",
                start.planes(),
                spec.planes());
        Checks.require(
                metaGradient.length == spec.parameterCount(),
                "got room for %s meta-gradients, expected %s",
                metaGradient.length,
                spec.parameterCount());
        Checks.require(
                gradients.length == credits.length,
                "got gradients of %s steps and credits of %s",
                gradients.length,
                credits.length);
        for (int step = 0; step < gradients.length; step++) {
            int shortest = Math.min(gradients[step].length, credits[step].length);
            Checks.require(
                    shortest >= start.coordinates(),
                    "step %s has %s gradients or credits, expected %s",
                    step,
                    shortest,
                    start.coordinates());
        }
    }

    private UnrollChecks() {}
}
