package io.metastep.metalearner;

/** What the meta-gradient of one job is brought to before the mean over jobs, so that a huge job does not drown small ones. */
public enum GradientScale {
    /** Norm 1 at most: what is small counts for little. */
    CLIP {
        @Override
        public void apply(double[] gradient) {
            MetaGradient.clip(gradient);
        }
    },

    /** Norm 1: every job has the same say, whatever the size of its losses and gradients; zeros stay. */
    NORMALIZE {
        @Override
        public void apply(double[] gradient) {
            MetaGradient.normalize(gradient);
        }
    };

    /** Changes the gradient in place. */
    public abstract void apply(double[] gradient);
}
