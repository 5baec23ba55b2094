package io.metastep.optimizer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What an optimizer is, without its meta-parameters: everything that decides the shape of its parameters and state.
 *
 * <p>Every optimizer keeps the planes 0 to 2 of {@link Moments} (m, v, s) and then its own. The JSON form of a spec is
 * part of the optimizer file; names and meanings of released fields stay.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LstmSpec.class, name = "lstm"),
    @JsonSubTypes.Type(value = LearnableSgdSpec.class, name = "learnable-sgd"),
    @JsonSubTypes.Type(value = SgdSpec.class, name = "sgd"),
    @JsonSubTypes.Type(value = MomentumSpec.class, name = "momentum"),
    @JsonSubTypes.Type(value = RmsPropSpec.class, name = "rmsprop"),
    @JsonSubTypes.Type(value = AdamSpec.class, name = "adam")
})
public sealed interface OptimizerSpec permits LstmSpec, LearnableSgdSpec, SgdSpec, MomentumSpec, RmsPropSpec, AdamSpec {

    /** Number of meta-parameters, 0 for hand-designed optimizers. */
    default int parameterCount() {
        return 0;
    }

    /** Number of state floats per coordinate. */
    int planes();

    /** Whether an optimizer of this kind can go on with the state that one of the other kind left. */
    default boolean canGoOnFrom(OptimizerSpec other) {
        return getClass() == other.getClass() && planes() == other.planes();
    }

    /** Meta-parameters to start meta-training from: zeros unless the kind of optimizer says otherwise. */
    default OptimizerParameters initialParameters(long seed) {
        return OptimizerParameters.zeros(this);
    }

    /** The plain kernel that defines this optimizer with these meta-parameters. */
    TileKernel referenceKernel(OptimizerParameters parameters);

    /** Whether there is anything to learn. */
    @JsonIgnore
    default boolean isLearnable() {
        return parameterCount() > 0;
    }
}
