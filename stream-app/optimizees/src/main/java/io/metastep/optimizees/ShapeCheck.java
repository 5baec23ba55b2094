package io.metastep.optimizees;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Whether an optimizee's tensors, parameters and gradients are of the same shape, finite, and written as promised. */
final class ShapeCheck {
    private static final float MARK = 12_345.678f; // what no gradient is by chance

    private final Findings findings;

    ShapeCheck(Findings findings) {
        this.findings = findings;
    }

    /** Loss and gradients at the first step; empty if shapes do not agree or the code throws. */
    Optional<Sample> sample(Optimizee optimizee) {
        Optional<List<Tensor>> tensors = findings.attempt("tensors()", optimizee::tensors);
        Optional<float[][]> parameters = findings.attempt("initialParameters()", optimizee::initialParameters);
        if (tensors.isEmpty() || parameters.isEmpty() || !shapesAgree(tensors.get(), parameters.get())) {
            return Optional.empty();
        }
        checkFresh(optimizee, parameters.get());
        return findings.attempt("lossAndGradients at step 0", () -> sample(optimizee, tensors.get(), parameters.get()));
    }

    private boolean shapesAgree(List<Tensor> tensors, float[][] parameters) {
        findings.require(!tensors.isEmpty(), "tensors() is empty, expected at least one tensor of parameters");
        long names = tensors.stream().map(Tensor::name).distinct().count();
        findings.require(names == tensors.size(), "tensors() has a name twice: %s", names(tensors));
        boolean sameNumber = findings.require(
                parameters.length == tensors.size(),
                "initialParameters() has %d arrays, but there are %d tensors",
                parameters.length,
                tensors.size());
        return sameNumber && !tensors.isEmpty() && sizesAgree(tensors, parameters);
    }

    private static List<String> names(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::name).toList();
    }

    private boolean sizesAgree(List<Tensor> tensors, float[][] parameters) {
        return IntStream.range(0, parameters.length)
                .allMatch(i -> findings.require(
                        parameters[i] != null
                                && parameters[i].length == tensors.get(i).size(),
                        "initialParameters() of tensor %s are %s, expected %d values for its shape %s",
                        tensors.get(i).name(),
                        parameters[i] == null ? "null" : parameters[i].length + " values",
                        tensors.get(i).size(),
                        tensors.get(i).shape()));
    }

    private void checkFresh(Optimizee optimizee, float[][] parameters) {
        float[][] before = Sample.copy(parameters);
        Arrays.stream(parameters).forEach(tensor -> Arrays.fill(tensor, MARK));
        findings.attempt("initialParameters() again", optimizee::initialParameters)
                .ifPresent(
                        again -> findings.require(
                                Arrays.deepEquals(again, before),
                                "initialParameters() differs at the second call; each call must return a fresh copy of the same values"));
        IntStream.range(0, before.length)
                .forEach(i -> System.arraycopy(before[i], 0, parameters[i], 0, before[i].length));
    }

    private Sample sample(Optimizee optimizee, List<Tensor> tensors, float[][] parameters) {
        Sample sample = Sample.at(optimizee, parameters, 0);
        float[][] read = Sample.copy(parameters);
        float[][] gradients = Sample.copy(parameters);
        Arrays.stream(gradients).forEach(tensor -> Arrays.fill(tensor, MARK));
        optimizee.lossAndGradients(read, 0, gradients);
        findings.require(sample.hasParameters(read), "lossAndGradients changed the parameters, which it may only read");
        findings.require(
                Double.isFinite(sample.loss()),
                "lossAndGradients at the initial parameters returned %s, expected a finite loss",
                sample.loss());
        for (int tensor = 0; tensor < gradients.length; tensor++) {
            checkWritten(tensors.get(tensor), tensor, sample, gradients[tensor]);
            checkFinite(tensors.get(tensor), parameters[tensor], "initial parameter");
            checkFinite(tensors.get(tensor), gradients[tensor], "gradient");
        }
        return sample;
    }

    private void checkWritten(Tensor tensor, int index, Sample sample, float[] gradients) {
        long kept = count(gradients.length, i -> gradients[i] == MARK);
        findings.require(
                kept == 0,
                "lossAndGradients left %d of %d gradients of tensor %s as they were; it must write every one, zeros too",
                kept,
                gradients.length,
                tensor.name());
        long added = count(
                gradients.length,
                i -> sample.gradient(index, i) != 0 && gradients[i] == MARK + sample.gradient(index, i));
        findings.require(
                added == 0,
                "lossAndGradients added to what the array of tensor %s held; it must overwrite it",
                tensor.name());
    }

    private void checkFinite(Tensor tensor, float[] values, String what) {
        IntStream.range(0, values.length)
                .filter(i -> !Float.isFinite(values[i]))
                .findFirst()
                .ifPresent(i -> findings.add(
                        "%s %d of tensor %s is %s, expected a finite number", what, i, tensor.name(), values[i]));
    }

    private static long count(int length, IntPredicate condition) {
        return IntStream.range(0, length).filter(condition).count();
    }
}
