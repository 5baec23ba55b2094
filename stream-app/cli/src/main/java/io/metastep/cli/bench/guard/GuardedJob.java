package io.metastep.cli.bench.guard;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.Tensor;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A job as the contract asks for it, each tensor one block: sends gradients and losses, applies updates, goes back when told. */
final class GuardedJob {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Optimizee optimizee;
    private final ServedInMemory application;
    private final float fallbackRate;
    private final float[][] parameters;
    private final float[][] best;
    private final float[][] gradients;
    private int reverts;
    private int fallbackSteps;
    private int firstRevert = -1;

    /**
     * How it went.
     *
     * @param finalLoss over the whole problem after the last step
     * @param firstRevert the step that first sent the job back, or -1
     */
    record Outcome(double finalLoss, int reverts, int fallbackSteps, int firstRevert) {}

    private GuardedJob(Optimizee optimizee, ServedInMemory application, float fallbackRate) {
        this.optimizee = optimizee;
        this.application = application;
        this.fallbackRate = fallbackRate;
        this.parameters = optimizee.initialParameters();
        this.best = optimizee.initialParameters();
        this.gradients = optimizee.newArrays();
    }

    /** Runs one on an application of its own. */
    static Outcome run(Task task, long seed, ServedInMemory application, float fallbackRate, int steps) {
        try (Optimizee optimizee = task.open(seed)) {
            GuardedJob job = new GuardedJob(optimizee, application, fallbackRate);
            for (int step = 0; step < steps; step++) {
                job.step(step);
            }
            double loss = optimizee.evaluate(job.parameters).loss();
            return new Outcome(loss, job.reverts, job.fallbackSteps, job.firstRevert);
        }
    }

    private void step(int step) {
        double loss = optimizee.lossAndGradients(parameters, step, gradients);
        List<UpdateBlock> answers = new ArrayList<>();
        for (int t = 0; t < gradients.length; t++) {
            answers.add(application.answer(gradient(step, t, loss)));
        }
        if (answers.get(0).getAction() == UpdateAction.REVERT) {
            goBack(step);
        } else {
            apply(step, answers);
        }
    }

    private GradientBlock gradient(int step, int t, double loss) {
        boolean isFinite = Double.isFinite(loss);
        Tensor tensor = optimizee.tensors().get(t);
        return GradientBlock.newBuilder()
                .setJobId("guarded")
                .setAttempt(1)
                .setTensor(tensor.name())
                .setBlock(0)
                .setStep(step)
                .setKind(isFinite ? GradientKind.GRADIENT : GradientKind.SKIP)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(isFinite ? bytes(gradients[t]) : NOTHING)
                .setLoss(loss)
                .setFallbackRate(fallbackRate)
                .build();
    }

    private static ByteBuffer bytes(float[] values) {
        return ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, values.length));
    }

    private void goBack(int step) {
        copy(best, parameters);
        reverts++;
        firstRevert = firstRevert < 0 ? step : firstRevert;
    }

    private void apply(int step, List<UpdateBlock> answers) {
        UpdateBlock first = answers.get(0);
        Long bestStep = first.getBestStep();
        if (bestStep != null && bestStep == step) {
            copy(parameters, best);
        }
        fallbackSteps += first.getAppliedBy() == AppliedBy.FALLBACK ? 1 : 0;
        for (int t = 0; t < parameters.length; t++) {
            add(answers.get(t), parameters[t]);
        }
    }

    private static void add(UpdateBlock answer, float[] parameters) {
        float[] values = Elements.decode(answer.getEncoding(), answer.getValues());
        for (int i = 0; i < values.length; i++) {
            parameters[i] += answer.getUpdateScale() * values[i];
        }
    }

    private static void copy(float[][] from, float[][] to) {
        for (int t = 0; t < from.length; t++) {
            System.arraycopy(from[t], 0, to[t], 0, from[t].length);
        }
    }
}
