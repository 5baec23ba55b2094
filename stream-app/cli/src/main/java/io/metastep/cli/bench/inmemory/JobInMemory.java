package io.metastep.cli.bench.inmemory;

import io.metastep.optimizees.Optimizee;
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
public final class JobInMemory implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Spec spec;
    private final Optimizee optimizee;
    private final ServedInMemory application;
    private final Fault fault;
    private final float[][] parameters;
    private final float[][] best;
    private final float[][] gradients;
    private int step;
    private int reverts;
    private int fallbackSteps;
    private int firstRevert = -1;

    /**
     * What a job says of itself.
     *
     * @param optimizer a version or a channel
     * @param fallbackRate of the Adam that takes over from a broken optimizer
     */
    public record Spec(String jobId, String optimizer, String workload, float fallbackRate) {}

    /** A job before its first step; it closes the optimizee. */
    public JobInMemory(Spec spec, Optimizee optimizee, ServedInMemory application, Fault fault) {
        this.spec = spec;
        this.optimizee = optimizee;
        this.application = application;
        this.fault = fault;
        this.parameters = optimizee.initialParameters();
        this.best = optimizee.initialParameters();
        this.gradients = optimizee.newArrays();
    }

    /** Takes the next step. */
    public void step() {
        double loss = fault.afflict(step, optimizee.lossAndGradients(parameters, step, gradients), gradients);
        List<UpdateBlock> answers = new ArrayList<>();
        for (int t = 0; t < gradients.length; t++) {
            answers.add(application.answer(gradient(t, loss)));
        }
        if (answers.get(0).getAction() == UpdateAction.REVERT) {
            goBack();
        } else {
            apply(answers);
        }
        step++;
    }

    private GradientBlock gradient(int t, double loss) {
        boolean isFinite = Double.isFinite(loss);
        return record(t, isFinite ? GradientKind.GRADIENT : GradientKind.SKIP)
                .setValues(isFinite ? bytes(gradients[t]) : NOTHING)
                .setLoss(loss)
                .build();
    }

    private GradientBlock.Builder record(int t, GradientKind kind) {
        return GradientBlock.newBuilder()
                .setJobId(spec.jobId())
                .setAttempt(1)
                .setTensor(optimizee.tensors().get(t).name())
                .setBlock(0)
                .setStep(step)
                .setKind(kind)
                .setEncoding(ElementEncoding.FLOAT32)
                .setValues(NOTHING)
                .setOptimizer(spec.optimizer())
                .setWorkload(spec.workload())
                .setFallbackRate(spec.fallbackRate());
    }

    private static ByteBuffer bytes(float[] values) {
        return ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, values.length));
    }

    private void goBack() {
        copy(best, parameters);
        reverts++;
        firstRevert = firstRevert < 0 ? step : firstRevert;
    }

    private void apply(List<UpdateBlock> answers) {
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

    /** Steps taken. */
    public int steps() {
        return step;
    }

    /** Loss over the whole problem. */
    public double loss() {
        return optimizee.evaluate(parameters).loss();
    }

    /** Times that it was sent back. */
    public int reverts() {
        return reverts;
    }

    /** Updates that the fallback made. */
    public int fallbackSteps() {
        return fallbackSteps;
    }

    /** The step that first sent it back, or -1. */
    public int firstRevert() {
        return firstRevert;
    }

    /** Says that it is done. */
    public void finish() {
        for (int t = 0; t < gradients.length; t++) {
            application.answer(record(t, GradientKind.CLOSE).build());
        }
    }

    @Override
    public void close() {
        optimizee.close();
    }
}
