package io.metastep.cli.pilot.tasks;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;

/** Classes that are no tasks to train, each in its own way. */
public final class Wrong {
    private Wrong() {}

    /** Has promises that it does not keep. */
    public static final class Promises implements Task {
        @Override
        public String name() {
            return "";
        }

        @Override
        public Optimizee open(long seed) {
            throw new UnsupportedOperationException("some day");
        }
    }

    /** Wants something to be made from. */
    public static final class Constructor extends Hill {
        /** Takes what nobody gives. */
        public Constructor(int size) {
            super();
        }
    }

    /** Cannot be made. */
    public static final class Birth extends Hill {
        /** Throws. */
        public Birth() {
            throw new IllegalArgumentException("no licence");
        }
    }

    /** Is not complete. */
    public abstract static class Sketch implements Task {}

    /** Is something else. */
    public static final class Stranger {}

    static final class Secret extends Hill {}
}
