package io.metastep.optimizees;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Independent quadratics f_b(theta) = |W_b theta - y_b|^2. The loss is the mean over the problems; the gradients are those of
 * each problem's own loss, grad f_b = 2 W_b^T (W_b theta - y_b), so that a problem behaves alike in batches of any size. With
 * noise, a step's minibatch has y_b + noise e_b in the place of y_b; evaluations are without it.
 *
 * <p>The products are plain loops: at ten dimensions a batched product of ND4J costs ten times as much (see README.md).
 */
final class QuadraticBatch implements Optimizee {
    private static final long NOISE_STREAM = 0x6e6f_6973_65L;

    private final int dimension;
    private final int problems;
    private final double noise;
    private final long seed;
    private final float[] w; // [problem][row][column]
    private final float[] y; // [problem][row]
    private final float[] initial; // [problem][column]
    private final float[] noisy; // y of the minibatch, or y itself if there is no noise

    QuadraticBatch(Quadratics task, long seed) {
        dimension = task.dimension();
        problems = task.problems();
        noise = task.noise();
        this.seed = seed;
        var random = new SplittableRandom(seed);
        w = gaussians(random, Math.multiplyExact(problems, dimension * dimension));
        y = gaussians(random, problems * dimension);
        initial = gaussians(random, problems * dimension);
        noisy = noise == 0 ? y : new float[y.length];
        if (task.condition() != Quadratics.GAUSSIAN) {
            impose(new Spectrum(dimension, 4.0 * dimension, task.condition()), random);
        }
    }

    private void impose(Spectrum spectrum, SplittableRandom random) {
        for (int problem = 0; problem < problems; problem++) {
            spectrum.impose(w, problem * dimension * dimension, random);
        }
    }

    private static float[] gaussians(SplittableRandom random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(Tensor.of("theta", problems, dimension));
    }

    @Override
    public float[][] initialParameters() {
        return new float[][] {initial.clone()};
    }

    @Override
    public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
        drawNoise(step);
        return meanLoss(noisy, parameters[0], gradients[0]);
    }

    private void drawNoise(long step) {
        if (noise > 0) {
            SplittableRandom random = Streams.of(seed ^ NOISE_STREAM, step);
            for (int i = 0; i < y.length; i++) {
                noisy[i] = (float) (y[i] + noise * random.nextGaussian());
            }
        }
    }

    private double meanLoss(float[] targets, float[] theta, float[] gradients) {
        double sum = 0;
        for (int problem = 0; problem < problems; problem++) {
            sum += problem(problem, targets, theta, gradients);
        }
        return sum / problems;
    }

    @Override
    public Evaluation evaluate(float[][] parameters) {
        return Evaluation.ofLoss(meanLoss(y, parameters[0], new float[y.length]));
    }

    @Override
    public double[] problemLosses(float[][] parameters) {
        float[] gradients = new float[problems * dimension];
        return IntStream.range(0, problems)
                .mapToDouble(problem -> problem(problem, y, parameters[0], gradients))
                .toArray();
    }

    private double problem(int problem, float[] targets, float[] theta, float[] gradient) {
        int first = problem * dimension;
        for (int j = 0; j < dimension; j++) {
            gradient[first + j] = 0;
        }
        double loss = 0;
        for (int row = first; row < first + dimension; row++) {
            float residual = residual(row, targets, theta, first);
            addScaledRow(row, 2 * residual, gradient, first);
            loss += (double) residual * residual;
        }
        return loss;
    }

    private float residual(int row, float[] targets, float[] theta, int first) {
        float sum = -targets[row];
        for (int j = 0; j < dimension; j++) {
            sum += w[row * dimension + j] * theta[first + j];
        }
        return sum;
    }

    private void addScaledRow(int row, float scale, float[] gradient, int first) {
        for (int j = 0; j < dimension; j++) {
            gradient[first + j] += scale * w[row * dimension + j];
        }
    }

    float[] matrices() {
        return w;
    }

    float[] targets() {
        return y;
    }
}
