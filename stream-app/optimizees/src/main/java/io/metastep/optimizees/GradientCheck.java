package io.metastep.optimizees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether gradients are those of the loss: central differences (f(theta + h) - f(theta - h)) / 2h at some coordinates, among them those
 * of the largest gradients.
 *
 * <p>Losses may be computed in float32, so a difference of losses is known to about {@code 16 * 2^-24 |f|}; a step h tells something only
 * if that is a small part of the slope, and if the slopes on both sides agree, which they do not across a kink. Of several such steps
 * one that agrees with the gradient is enough. Where an optimizee holds n problems side by side, gradients are those of each problem's
 * own loss, n times that of the mean.
 */
final class GradientCheck {
    private static final double ROUNDING = 16 * Math.pow(2, -24);
    private static final double[] STEPS = {10, 1, 0.1, 0.01, 0.001};
    private static final double LEAST_SCALE = 0.01;
    private static final double TOLERANCE = 0.03;
    private static final double READABLE = 0.05; // rounding errors as a part of the slope
    private static final double STRAIGHT = 0.1; // difference between both sides as a part of the slope
    private static final int TENSORS = 4;
    private static final int RANDOM = 2;
    private static final int EXAMPLES = 3;

    private final Optimizee optimizee;
    private final Sample sample;
    private final Findings findings;
    private final float[][] parameters;
    private final float[][] scratch;

    GradientCheck(Optimizee optimizee, Sample sample, Findings findings) {
        this.optimizee = optimizee;
        this.sample = sample;
        this.findings = findings;
        parameters = sample.parameters();
        scratch = Sample.zeros(parameters);
    }

    private record Coordinate(int tensor, int index) {}

    /**
     * A slope that was measured.
     *
     * @param bend difference between the slopes on both sides
     * @param error bound of the rounding error
     */
    private record Slope(double value, double bend, double error) {
        boolean tells(double gradient) {
            double size = Math.max(Math.abs(value), Math.abs(gradient));
            return error < READABLE * size && Math.abs(bend) <= STRAIGHT * Math.abs(value) + 2 * error;
        }

        boolean agreesWith(double gradient) {
            return Math.abs(value - gradient) <= TOLERANCE * Math.max(Math.abs(value), Math.abs(gradient)) + error;
        }
    }

    void run() {
        findings.attempt("lossAndGradients near the initial parameters", () -> {
            int problems = optimizee.problemLosses(sample.parameters()).length;
            List<String> wrong = coordinates()
                    .flatMap(coordinate -> wrong(coordinate, problems).stream())
                    .toList();
            report(wrong);
            return true;
        });
    }

    private void report(List<String> wrong) {
        wrong.stream().limit(EXAMPLES).forEach(problem -> findings.add("%s", problem));
        findings.require(wrong.size() <= EXAMPLES, "%d more gradients differ like that", wrong.size() - EXAMPLES);
    }

    private Stream<Coordinate> coordinates() {
        var random = new SplittableRandom(parameters.length);
        int tensors = parameters.length;
        return IntStream.range(0, Math.min(TENSORS, tensors))
                .map(i -> tensors <= TENSORS ? i : (int) ((long) i * (tensors - 1) / (TENSORS - 1)))
                .boxed()
                .flatMap(tensor -> Stream.concat(largest(tensor), some(tensor, random)))
                .distinct();
    }

    /** The two largest; the same one if the tensor has no other. */
    private Stream<Coordinate> largest(int tensor) {
        int first = largest(tensor, -1);
        return Stream.of(first, largest(tensor, first)).map(i -> new Coordinate(tensor, i));
    }

    private int largest(int tensor, int butNot) {
        return IntStream.range(0, parameters[tensor].length)
                .filter(i -> i != butNot)
                .reduce((best, i) -> size(tensor, i) > size(tensor, best) ? i : best)
                .orElse(butNot);
    }

    private float size(int tensor, int index) {
        return Math.abs(sample.gradient(tensor, index));
    }

    private Stream<Coordinate> some(int tensor, SplittableRandom random) {
        return random.ints(RANDOM, 0, parameters[tensor].length).mapToObj(i -> new Coordinate(tensor, i));
    }

    /** What is wrong with the gradient of one coordinate, if it is. */
    private Optional<String> wrong(Coordinate at, int problems) {
        double gradient = sample.gradient(at.tensor(), at.index());
        List<Slope> telling = Arrays.stream(STEPS)
                .mapToObj(step -> slope(at, step * scale(at), problems))
                .filter(slope -> slope.tells(gradient))
                .toList();
        boolean agrees = telling.isEmpty() || telling.stream().anyMatch(slope -> slope.agreesWith(gradient));
        return agrees ? Optional.empty() : Optional.of(text(at, gradient, telling));
    }

    private String text(Coordinate at, double gradient, List<Slope> telling) {
        Slope nearest = telling.stream()
                .min(Comparator.comparingDouble(slope -> Math.abs(slope.value() - gradient)))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "gradient %d of tensor %s is %.4g at step 0, but the loss changes by %.4g per unit there (finite differences)",
                at.index(),
                optimizee.tensors().get(at.tensor()).name(),
                gradient,
                nearest.value());
    }

    /** The size of the parameter, or of its tensor's usual ones. */
    private double scale(Coordinate at) {
        double squares = 0;
        for (float value : parameters[at.tensor()]) {
            squares += (double) value * value;
        }
        double usual = Math.sqrt(squares / parameters[at.tensor()].length);
        return Math.max(LEAST_SCALE, Math.max(usual, Math.abs(parameters[at.tensor()][at.index()])));
    }

    private Slope slope(Coordinate at, double h, int problems) {
        float[] tensor = parameters[at.tensor()];
        float there = tensor[at.index()];
        float above = (float) (there + h);
        float below = (float) (there - h);
        double up = loss(tensor, at.index(), above) - sample.loss();
        double down = sample.loss() - loss(tensor, at.index(), below);
        tensor[at.index()] = there;
        double run = (double) above - below;
        return new Slope(
                problems * (up + down) / run,
                problems * 2 * (up - down) / run,
                problems * ROUNDING * Math.abs(sample.loss()) / run);
    }

    private double loss(float[] tensor, int index, float value) {
        tensor[index] = value;
        return optimizee.lossAndGradients(parameters, 0, scratch);
    }
}
