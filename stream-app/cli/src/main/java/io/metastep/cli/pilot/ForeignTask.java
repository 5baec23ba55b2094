package io.metastep.cli.pilot;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;

/** The task of a stranger, called with care. */
record ForeignTask(Task task, ForeignCode code) implements Task {

    @Override
    public String name() {
        return code.call("name()", task::name);
    }

    @Override
    public Optimizee open(long seed) {
        return new ForeignOptimizee(code.call("open(%d)".formatted(seed), () -> task.open(seed)), code);
    }
}
