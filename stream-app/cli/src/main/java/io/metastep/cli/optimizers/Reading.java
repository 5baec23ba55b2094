package io.metastep.cli.optimizers;

import java.util.List;

/**
 * How arrays from elsewhere are read.
 *
 * @param convention their names and shapes
 * @param gates their order of gates
 * @param forgetBias what the framework adds to the forget gate's biases when it runs
 */
record Reading(Convention convention, GateOrder gates, double forgetBias) {

    Reading {
        if (!Double.isFinite(forgetBias)) {
            throw new IllegalArgumentException("--forget-bias-added: must be a finite number, got " + forgetBias);
        }
    }

    /** The arrays of an optimizer. */
    List<SourceArray> arrays(ImportedKind kind) {
        return convention.arrays(kind, gates);
    }

    @Override
    public String toString() {
        return "%s, gates %s, %s added to the forget gate's biases".formatted(convention, gates.letters(), forgetBias);
    }
}
