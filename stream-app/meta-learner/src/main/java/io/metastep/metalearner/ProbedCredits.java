package io.metastep.metalearner;

import java.util.Arrays;
import java.util.List;

/**
 * How much an update earned, with the answers of later gradients and updates: {@code c_s = A_{s+1}}, {@code A_s = w_s grad_s + mu
 * (A_{s+1} - H_s alpha a_s)}, {@code a_s = beta a_{s+1} + (1 - beta) A_{s+1}}, all zero beyond the last gradient, w as in {@link
 * Credits}.
 *
 * <p>Moving theta_s by e moves grad_s by H_s e, H_s the Hessian of step s's minibatch, and so the later updates, which are taken to
 * follow a running mean of the gradients with {@link Gains} alpha and beta. A is the derivative of the meta-loss through all of
 * that; without the middle term it is what {@link Credits} has. That term is why mu may be close to 1 here: what a later gradient
 * would have corrected anyway is not credited. The product is a difference of two gradients of the same minibatch, {@code H v = (grad(theta +
 * e v) - grad(theta)) / e}, half a step's length apart (Pearlmutter 1994 has it without differences). Where it would more than
 * cancel the credit, measured in the norm of alpha, it is shortened to that: a large curvature would else make credits explode from
 * step to step.
 */
final class ProbedCredits {
    private static final double REACH = 0.5;

    private final Credits credits;
    private final GradientProbe probe;
    private final List<CourseStep> steps;
    private final double initialLoss;
    private final double[] gains;
    private final double[] total; // A
    private final double[] filtered; // a
    private final double[] response; // H alpha a
    private final float[][] parameters; // scratch, shape [tensor][coordinate]
    private final float[][] probed;

    /**
     * Credits of a job's last steps.
     *
     * @param steps the last of them may lack its update; at least two
     * @param shape arrays of the tensors' sizes, which it will write into
     * @param probed the same
     */
    ProbedCredits(
            Credits credits,
            GradientProbe probe,
            List<CourseStep> steps,
            double initialLoss,
            float[][] shape,
            float[][] probed) {
        this.credits = credits;
        this.probe = probe;
        this.steps = steps;
        this.initialLoss = initialLoss;
        this.parameters = shape;
        this.probed = probed;
        gains = Gains.of(steps.subList(0, steps.size() - 1));
        total = new double[gains.length];
        filtered = new double[gains.length];
        response = new double[gains.length];
    }

    /**
     * Credits of the sampled coordinates, a sampled one standing for 1 / inclusion; shape [unroll][n].
     *
     * @param unroll how many of the updates get credit, less than there are steps
     */
    float[][] of(CoordinateSample sample, int unroll) {
        var earned = new float[unroll][];
        for (int step = steps.size() - 1; step > 0; step--) {
            accumulate(steps.get(step), unroll);
            if (step <= unroll) {
                Flat.into(total, parameters);
                earned[step - 1] = sample.weigh(sample.gather(parameters));
            }
        }
        return earned;
    }

    private void accumulate(CourseStep step, int unroll) {
        for (int i = 0; i < total.length; i++) {
            filtered[i] = Gains.BETA * filtered[i] + (1 - Gains.BETA) * total[i];
        }
        respond(step);
        double weight = credits.weight(step.smoothed(), initialLoss, unroll);
        for (int i = 0; i < total.length; i++) {
            total[i] = weight * step.gradient()[i] + credits.discount() * (total[i] - response[i]);
        }
    }

    private void respond(CourseStep step) {
        double moved = length();
        double reach = moved > 0 ? REACH * step.length() / moved : 0;
        if (reach > 0) {
            difference(step, reach);
            shorten();
        } else {
            Arrays.fill(response, 0);
        }
    }

    /** Length of alpha a. */
    private double length() {
        double sum = 0;
        for (int i = 0; i < gains.length; i++) {
            sum += Math.pow(gains[i] * filtered[i], 2);
        }
        return Math.sqrt(sum);
    }

    private void difference(CourseStep step, double reach) {
        for (int i = 0; i < gains.length; i++) {
            response[i] = step.parameters()[i] + reach * gains[i] * filtered[i];
        }
        Flat.into(response, parameters);
        probe.gradients(parameters, step.number(), probed);
        float[] there = Flat.of(probed);
        for (int i = 0; i < gains.length; i++) {
            response[i] = ((double) there[i] - step.gradient()[i]) / reach;
        }
    }

    private void shorten() {
        double size = 0;
        double most = 0;
        for (int i = 0; i < gains.length; i++) {
            size += gains[i] * response[i] * response[i];
            most += gains[i] * total[i] * total[i];
        }
        if (size > most) {
            double factor = Math.sqrt(most / size);
            for (int i = 0; i < gains.length; i++) {
                response[i] *= factor;
            }
        }
    }
}
