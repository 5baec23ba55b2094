package io.metastep.optimizer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the scalar {@code y = w h + b} that leaves the last layer becomes the update. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Output.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = Output.BoundedNominal.class, name = "bounded-nominal")
})
public sealed interface Output {

    /** Factor of the update. */
    float scale();

    /** {@code du/dy}, from the update u itself. */
    float derivative(float update);

    /**
     * {@code u = scale * y} (Andrychowicz et al. 2016; the paper uses scale 0.1 for networks).
     *
     * @param scale any finite number
     */
    record Linear(float scale) implements Output {
        public Linear {
            Checks.require(Float.isFinite(scale), "linear output has scale %s, expected a finite number", scale);
        }

        @Override
        public float derivative(float update) {
            return scale;
        }
    }

    /**
     * {@code u = -scale * tanh(y + k m^ / (sqrt(v^) + eps))}: bounded by {@code scale}, and with {@code y = 0} already
     * an optimizer, since the nominal term resembles Adam's.
     *
     * @param scale largest size of an update, finite
     * @param k factor of the nominal term, finite; 0 leaves it out
     */
    record BoundedNominal(float scale, float k) implements Output {
        public BoundedNominal {
            Checks.require(
                    Float.isFinite(scale) && Float.isFinite(k),
                    "bounded output has scale %s and k %s, expected finite numbers",
                    scale,
                    k);
        }

        /** {@code -scale (1 - tanh^2)}, {@code tanh = -u / scale}. */
        @Override
        public float derivative(float update) {
            float tanh = scale == 0f ? 0f : update / scale;
            return -scale * (1f - tanh * tanh);
        }
    }
}
