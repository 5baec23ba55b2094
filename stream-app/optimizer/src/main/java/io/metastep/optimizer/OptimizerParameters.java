package io.metastep.optimizer;

import java.util.Arrays;

/** The meta-parameters phi of one optimizer: a flat float32 array that this object owns and never changes. */
public final class OptimizerParameters {

    private final float[] values;

    private OptimizerParameters(float[] values) {
        this.values = values;
    }

    /** All zero, of the shape of {@code spec}. */
    public static OptimizerParameters zeros(OptimizerSpec spec) {
        return new OptimizerParameters(new float[spec.parameterCount()]);
    }

    /** A copy of {@code values}, which must be finite and of the length that {@code spec} asks for. */
    public static OptimizerParameters of(OptimizerSpec spec, float[] values) {
        Checks.require(
                values.length == spec.parameterCount(),
                "got %s parameters, expected %s for %s",
                values.length,
                spec.parameterCount(),
                spec);
        for (int i = 0; i < values.length; i++) {
            Checks.require(Float.isFinite(values[i]), "parameter %s is %s, expected a finite number", i, values[i]);
        }
        return new OptimizerParameters(values.clone());
    }

    public int size() {
        return values.length;
    }

    public float get(int index) {
        return values[index];
    }

    /** A copy. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptimizerParameters that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "OptimizerParameters[" + values.length + "]";
    }
}
