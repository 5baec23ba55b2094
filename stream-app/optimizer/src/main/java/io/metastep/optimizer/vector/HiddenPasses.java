package io.metastep.optimizer.vector;

/** Copies of a layer's h between the state and the columns of its products. */
final class HiddenPasses {

    /** Before a layer: its h from the state into its columns. */
    static Pass recall(int statePlane, float[] columns, int plane, int units) {
        return new Recall(statePlane, columns, plane, units);
    }

    /** After a layer: its h' into the state. */
    static Pass keep(float[] next, int statePlane, int units) {
        return new Keep(next, statePlane, units);
    }

    private static final class Recall implements Pass {
        private final int statePlane;
        private final float[] columns;
        private final int plane;
        private final int units;

        Recall(int statePlane, float[] columns, int plane, int units) {
            this.statePlane = statePlane;
            this.columns = columns;
            this.plane = plane;
            this.units = units;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            System.arraycopy(state, offset + statePlane * width, columns, plane * width, units * width);
        }
    }

    private static final class Keep implements Pass {
        private final float[] next;
        private final int statePlane;
        private final int units;

        Keep(float[] next, int statePlane, int units) {
            this.next = next;
            this.statePlane = statePlane;
            this.units = units;
        }

        @Override
        public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
            System.arraycopy(next, 0, state, offset + statePlane * width, units * width);
        }
    }

    private HiddenPasses() {}
}
